"""Recurrent networks: the verb agrees with a subject that stands far before it.

Sources: Elman 1990 (RNN); Cho et al. 2014 (GRU); Hochreiter and Schmidhuber 1997 (LSTM); Bengio, Simard, Frasconi 1994
(gradients that vanish); Pascanu, Mikolov, Bengio 2013 (clipping); Linzen, Dupoux, Goldberg 2016 (agreement).
"""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.sequences.recurrent_cells import GATES
from lossland.algorithms.sequences.recurrent_net import RecurrentNet, Shape
from lossland.datasets.agreement import SHORTEST, VOCABULARY, Sentences, other_number, sentences
from lossland.lab import Experiment
from lossland.labs.sequences.recurrent.learning import OUTPUTS, loss, right
from lossland.labs.sequences.recurrent.params import LONGEST, RecurrentParams
from lossland.labs.sequences.recurrent.state import Learner, Probes, State

WIDTH = 12
"""Of the embedding."""
PROBES = 48
GAPS = (4, 7, 10, 13, 16, 20, 25, 30, 35, 40)
EVERY = 10
"""Updates between two looks at new sentences."""
MOST_UPDATES = 3000


def probes_of(gap: int, rng: torch.Generator, device: torch.device) -> Probes:
    """Sentences that are not learned from, and their twins in the other number."""
    found = sentences(PROBES, gap, rng)
    words = torch.cat([found.words, other_number(found.words)])
    return Probes(words.to(device), torch.cat([found.plural, 1 - found.plural]).to(device))


def looked_at(s: State) -> dict[str, Tensor]:
    """The share of right verbs at every gap of `GAPS`, of each cell."""

    def at_gaps(net: RecurrentNet) -> Tensor:
        probes = [s.probes[str(gap)] for gap in GAPS]
        return torch.stack([right(net, each.words, each.plural).cpu() for each in probes])

    return {kind: at_gaps(learner.net) for kind, learner in s.learners.items()}


def rights(by_gap: dict[str, Tensor], p: RecurrentParams) -> dict[str, Tensor]:
    """The metrics: means over the gaps that are trained on."""
    met = torch.tensor([gap <= p.longest for gap in GAPS])
    return {f"right_{kind}": values[met].mean() for kind, values in by_gap.items()}


class Agreeing(Experiment[RecurrentParams, State]):
    """RNN, GRU and LSTM learn from the same sentences."""

    slug = "recurrent"
    Params = RecurrentParams

    def start(self, p: RecurrentParams, rng: torch.Generator, device: torch.device) -> State:
        probes = {str(gap): probes_of(gap, rng, device) for gap in range(SHORTEST, LONGEST + 1)}
        shape = Shape(len(VOCABULARY), WIDTH, p.units, OUTPUTS, form=p.form, keep=p.keep, gain=p.gain)
        seed = int(torch.randint(2**31, (), generator=rng))
        learners: dict[str, Learner] = {}
        for kind in GATES:
            with torch.random.fork_rng([]):
                torch.manual_seed(seed)
                net = RecurrentNet(kind, shape).to(device)
            learners[kind] = Learner(net, torch.optim.Adam(net.parameters(), lr=p.rate))
        return State(rng, 0, learners, {kind: torch.full((len(GAPS),), torch.nan) for kind in GATES}, probes)

    def step(self, s: State, p: RecurrentParams) -> dict[str, Tensor]:
        gap = int(torch.randint(SHORTEST, p.longest + 1, (), generator=s.rng))
        drawn = sentences(p.batch, gap, s.rng)
        metrics: dict[str, Tensor] = {}
        for kind, learner in s.learners.items():
            device = learner.net.scores.weight.device
            cost, verb = loss(learner.net, Sentences(drawn.words.to(device), drawn.plural.to(device)), p.others)
            learner.optimizer.zero_grad()
            torch.autograd.backward(cost)
            norm = torch.nn.utils.clip_grad_norm_(learner.net.parameters(), p.clip or torch.inf)
            for group in learner.optimizer.param_groups:
                group["lr"] = p.rate
            learner.optimizer.step()
            metrics |= {f"loss_{kind}": verb.detach(), f"norm_{kind}": norm}
        s.turns += 1
        if s.turns % EVERY:
            return metrics
        s.by_gap = looked_at(s)
        return metrics | rights(s.by_gap, p)

    def measure(self, s: State, p: RecurrentParams) -> dict[str, Tensor]:
        return rights(looked_at(s), p)

    def done(self, s: State, p: RecurrentParams) -> bool:
        return s.turns >= MOST_UPDATES
