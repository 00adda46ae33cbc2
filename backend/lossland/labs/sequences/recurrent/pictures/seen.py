"""What pictures of the lab see: a sentence, read by the cell that is looked at, and what its units carry."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor

from lossland.algorithms.sequences.recurrent_cells import Passed, gradient_by_lag, kept
from lossland.algorithms.sequences.recurrent_net import RecurrentNet
from lossland.algorithms.sequences.sampling import next_probabilities
from lossland.datasets.agreement import NOUNS, SUBJECT, other_number
from lossland.labs.sequences.recurrent.learning import WAS, for_plural
from lossland.labs.sequences.recurrent.params import RecurrentParams
from lossland.labs.sequences.recurrent.state import Probes, State

CAT = NOUNS.index("cat")
CHOICES = 12
"""Tokens that are shown of those that could come next."""


@dataclass(frozen=True)
class Seen:
    """A state and the parameters in force."""

    s: State
    p: RecurrentParams

    @property
    def net(self) -> RecurrentNet:
        """The cell that is looked at."""
        return self.s.learners[self.p.cell].net

    @property
    def probes(self) -> Probes:
        """New sentences with the gap that is shown."""
        return self.s.probes[str(self.p.gap)]

    @cached_property
    def words(self) -> Tensor:
        """(2, T): the sentence that is shown, and its twin in the other number."""
        words = self.probes.words[:1].clone()
        words[:, SUBJECT] = CAT + (len(NOUNS) if self.p.number == "plural" else 0)
        return torch.cat([words, other_number(words)])

    @cached_property
    def read(self) -> tuple[Passed, Tensor]:
        """What happened while both were read, and P of "was" and of "were" after them (2, 2)."""
        with torch.no_grad():
            out, passed = self.net.read(self.words)
            return passed[-1], self.net.scores(out[:, -1]).softmax(1)[:, WAS:]

    @cached_property
    def gate(self) -> Tensor:
        """(T, n), the gate that is shown, for the sentence; NaN where the cell has none of the kind."""
        passed = self.read[0]
        keeps = kept(self.net.top, passed)[0]
        if self.p.gate == "keeps":
            return keeps
        if self.p.cell == "rnn":
            return torch.full_like(keeps, torch.nan)
        if self.p.gate == "shows":
            return passed.gates["output" if self.p.cell == "lstm" else "reset"][0]
        return passed.gates["input"][0] if self.p.cell == "lstm" else 1 - keeps

    @cached_property
    def carried(self) -> Tensor:
        """(n,): correlation of each unit's state before the verb with the number of the subject; 0 of a unit that never moves."""
        with torch.no_grad():
            states = self.net.read(self.probes.words)[1][-1].states[-1].double()
        number = self.probes.plural.double() - 0.5  # as many plurals as singulars, so its mean is 0
        moved = states - states.mean(0)
        spread = moved.norm(dim=0) * number.norm()
        return torch.where(spread > 1e-9, (moved * number[:, None]).sum(0) / spread.clamp_min(1e-9), 0.0)

    @cached_property
    def order(self) -> Tensor:
        """The units, the one that carries most of the number first."""
        return self.carried.abs().argsort(descending=True, stable=True)

    @cached_property
    def choice(self) -> tuple[list[str], Tensor, Tensor]:
        """What could stand at the place that is looked at, the likeliest first: tokens, P of each as the network says it and
        as it is drawn from."""
        language, p = self.s.language, self.p
        assert language is not None
        before = language.text.tokens[: p.place - 1]
        end = torch.zeros(1, dtype=torch.long)
        words = torch.cat([end, before])[None].to(language.held.device)
        with torch.no_grad():
            z = language.learner.net(words)[0, -1].cpu()  # (V,)
        said = z.double().softmax(0)
        best = said.topk(CHOICES).indices
        drawn = next_probabilities(z, p.temperature, p.top_k, language.rejected)
        return [language.tokens[k] for k in best.tolist()], said[best], drawn[best]

    def by_lag(self, kind: str) -> Tensor:
        """(T,), norm of the gradient of the verb's score by the state so many words before, beside that at the last word."""
        net = self.s.learners[kind].net
        out, passed = net.read(self.probes.words)
        norms = gradient_by_lag(for_plural(net, out).sum(), passed[-1].states)
        return norms / norms[0]
