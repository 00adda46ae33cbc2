"""Recurrent networks: the verb agrees with a subject that stands far before it; the next word of a real text is guessed;
two marked values are added.

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
from lossland.labs.sequences.recurrent.adding import Adding, add_up, missed, reads_pairs, unseen
from lossland.labs.sequences.recurrent.language import Language, next_pieces, told_loss, understood, unread
from lossland.labs.sequences.recurrent.learner import side_by_side
from lossland.labs.sequences.recurrent.learning import OUTPUTS, loss, right
from lossland.labs.sequences.recurrent.naming import Naming, ambiguous, examined, teach, untaught
from lossland.labs.sequences.recurrent.params import LONGEST, RecurrentParams
from lossland.labs.sequences.recurrent.state import Probes, State

WIDTH = 12
"""Of the embedding."""
PROBES = 48
GAPS = (4, 7, 10, 13, 16, 20, 25, 30, 35, 40)
EVERY = 10
"""Updates between two looks at new sentences."""
WRITES_EVERY = 20
"""Updates between two texts of the language model."""
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
    """RNN, GRU and LSTM learn agreement from the same sentences; or they add; or one of them learns a language, or names."""

    slug = "recurrent"
    Params = RecurrentParams

    def start(self, p: RecurrentParams, rng: torch.Generator, device: torch.device) -> State:
        if p.study == "language":
            return State(rng, 0, {}, {}, {}, language=unread(p, rng, device))
        if p.study == "names":
            return State(rng, 0, {}, {}, {}, naming=untaught(p, rng, device))
        if p.study == "adding":
            new = unseen(p, rng, device)
            return State(rng, 0, side_by_side(reads_pairs(p), p, rng, device), {}, {}, adding=new)
        if p.study == "unrolled":
            return State(rng, 0, {}, {}, {})
        probes = {str(gap): probes_of(gap, rng, device) for gap in range(SHORTEST, LONGEST + 1)}
        shape = Shape(len(VOCABULARY), WIDTH, p.units, OUTPUTS, p.layers, form=p.form, keep=p.keep, gain=p.gain)
        learners = side_by_side(shape, p, rng, device)
        return State(rng, 0, learners, {kind: torch.full((len(GAPS),), torch.nan) for kind in GATES}, probes)

    def adopt(self, s: State, p: RecurrentParams, old: RecurrentParams | None) -> None:
        now = (p.temperature, p.top_k)
        if s.language is not None and old is not None and now != (old.temperature, old.top_k):
            s.language.draw_text(p)

    def step(self, s: State, p: RecurrentParams) -> dict[str, Tensor]:
        s.turns += 1
        if s.language is not None:
            return read_on(s, s.language, p)
        if s.naming is not None:
            return taught(s, s.naming, p)
        return agreed(s, p) if s.adding is None else added(s, s.adding, p)

    def measure(self, s: State, p: RecurrentParams) -> dict[str, Tensor]:
        if s.language is not None:
            return understood(s.language)
        if s.naming is not None:
            return ambiguous(examined(s.naming))
        return rights(looked_at(s), p) if s.adding is None else missed(s.learners, s.adding)

    def done(self, s: State, p: RecurrentParams) -> bool:
        return p.study == "unrolled" or s.turns >= MOST_UPDATES


def agreed(s: State, p: RecurrentParams) -> dict[str, Tensor]:
    """One update of all three, from sentences with the same gap."""
    gap = int(torch.randint(SHORTEST, p.longest + 1, (), generator=s.rng))
    drawn = sentences(p.batch, gap, s.rng)
    metrics: dict[str, Tensor] = {}
    for kind, learner in s.learners.items():
        device = learner.net.scores.weight.device
        cost, verb = loss(learner.net, Sentences(drawn.words.to(device), drawn.plural.to(device)), p.others)
        norm = learner.update(cost, p)
        metrics |= {f"loss_{kind}": verb.detach(), f"norm_{kind}": norm}
    if s.turns % EVERY:
        return metrics
    s.by_gap = looked_at(s)
    return metrics | rights(s.by_gap, p)


def read_on(s: State, language: Language, p: RecurrentParams) -> dict[str, Tensor]:
    """One update of the language model, from pieces of its text; now and then it writes."""
    cost = told_loss(language.learner.net, next_pieces(language, p, s.rng))
    language.learner.update(cost, p)
    metrics = {"perplexity_train": cost.detach().exp()}
    if s.turns % WRITES_EVERY:
        return metrics
    language.draw_text(p)
    return metrics | understood(language)


def taught(s: State, naming: Naming, p: RecurrentParams) -> dict[str, Tensor]:
    """One update of both taggers."""
    metrics = teach(naming, p, s.rng)
    if s.turns % EVERY:
        return metrics
    naming.by_kind = examined(naming)
    return metrics | ambiguous(naming.by_kind)


def added(s: State, adding: Adding, p: RecurrentParams) -> dict[str, Tensor]:
    """One update of all three that add, and now and then their errors."""
    metrics = add_up(s.learners, adding, p, s.rng)
    return metrics if s.turns % EVERY else metrics | missed(s.learners, adding)
