"""Beam search: of all continuations of the B hypotheses that are kept, the B best are kept (Graves 2012; Sutskever et al. 2014).

A hypothesis that ends leaves the beam and stands beside it. Scores are (1 / T_y^alpha) sum log P(y<t> | x, y<1> ... y<t-1>),
T_y counted with the end. The search is over when B have ended and the best that has not would be no better if it ended now.
Width 1 is greedy search: it is over with its first end.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self

import torch
from torch import Tensor
from torch.nn.functional import pad

from lossland.algorithms.sequences.tokens import BOS, EOS, PAD, UNK


class Rows(Protocol):
    """Where a decoder stands for each of several hypotheses."""

    def rows(self, chosen: Tensor) -> Self:
        """For the chosen ones (n,); one may be chosen several times."""
        ...


class Decoder(Protocol):
    """What can be searched."""

    def step(self, tokens: Tensor, at: Any, /) -> Tensor:
        """Logits (n, V) of what follows tokens (n,); `at` (`Rows`) moves on."""
        ...


@dataclass(frozen=True)
class Hypothesis:
    """What was said, the end with it where it came to one, and the log-probability of each token."""

    tokens: tuple[int, ...]
    log_ps: tuple[float, ...]

    @property
    def finished(self) -> bool:
        """Whether it came to its end."""
        return self.tokens[-1:] == (EOS,)

    @property
    def log_p(self) -> float:
        """sum log P."""
        return sum(self.log_ps)

    def score(self, alpha: float) -> float:
        """By which hypotheses are compared."""
        return normalised(self.log_p, len(self.tokens), alpha)


def normalised(log_p: float, length: int, alpha: float) -> float:
    """(1 / T^alpha) sum log P; 1 is the mean, 0 the sum."""
    return log_p / math.pow(max(length, 1), alpha)


@dataclass(frozen=True)
class Step:
    """One step: the 2 B best continuations (those that there are), best first."""

    parent: tuple[int, ...]
    """Of each, its place in the beam before."""
    grown: tuple[Hypothesis, ...]
    kept: tuple[int, ...]
    """Which of them are the beam after the step, in its order."""
    ended: tuple[int, ...]
    """Which of the B best ended and stand beside."""


@dataclass(frozen=True)
class Found:
    """What a search came to: hypotheses that ended, in their order; the last beam; all steps."""

    finished: tuple[Hypothesis, ...]
    beam: tuple[Hypothesis, ...]
    steps: tuple[Step, ...]

    def best(self, alpha: float, n: int = 1) -> list[Hypothesis]:
        """The n best by score, each once; what has not ended comes after all that has."""
        both = sorted(self.finished + self.beam, key=lambda found: (found.finished, found.score(alpha)), reverse=True)
        once: dict[tuple[int, ...], Hypothesis] = {}
        for each in both:  # two searches may have found it, with sums that differ in the last bits
            once.setdefault(each.tokens, each)
        return list(once.values())[:n]


@torch.no_grad()
def beam_search(
    decoder: Decoder,
    at: Rows,
    sources: int,
    width: int,
    *,
    alpha: float = 0.7,
    longest: int | Sequence[int] = 100,
    prefix: Sequence[int] = (),
    banned: Sequence[int] = (PAD, BOS, UNK),
) -> list[Found]:
    """Searches for all `sources` at once, of which `at` has a row each.

    `longest` counts tokens with the end, for all or for each. The tokens of `prefix` are said first, whatever they cost.
    """
    n, B = sources, width
    limits = torch.tensor([longest] * n if isinstance(longest, int) else list(longest))
    at = at.rows(torch.arange(n).repeat_interleave(B))
    first = torch.arange(n)[:, None] * B
    totals = torch.full((n, B), -torch.inf)  # of the beam: it begins with one hypothesis, and B - 1 empty places
    totals[:, 0] = 0.0
    ends = torch.full((n, B), -torch.inf)  # the B best scores among what has ended
    done = torch.zeros(n, dtype=torch.bool)
    fed = torch.full((n * B,), BOS)
    told: list[_Told] = []
    for t in range(int(limits.max())):
        log_ps = decoder.step(fed, at).float().log_softmax(-1)  # (n B, V)
        V = log_ps.shape[-1]
        if banned:
            log_ps[:, list(banned)] = -torch.inf
        if t < len(prefix):
            others = torch.arange(V) != prefix[t]
            log_ps = log_ps.masked_fill(others, -torch.inf)
        reach, place = (totals.view(n * B, 1) + log_ps).view(n, B * V).topk(min(2 * B, B * V), 1)  # best first
        parent, token = place // V, place % V
        ended = (token == EOS) & (reach > -torch.inf) & (torch.arange(reach.shape[1]) < B) & ~done[:, None]
        going = reach.masked_fill(token == EOS, -torch.inf)
        totals, kept = _widened(*going.topk(min(B, going.shape[1]), 1), B)
        own = log_ps.view(n, B * V).gather(1, place)
        told.append(_Told(parent, token, own, reach, kept, totals, ended, done))
        length = (t + 1) ** alpha
        ends = torch.cat([ends, (reach / length).masked_fill(~ended, -torch.inf)], 1).topk(B, 1).values
        enough = (ends[:, -1] > -torch.inf) & (ends[:, -1] >= totals[:, 0] / length) | (B == 1) & ended.any(1)
        done = done | enough | (totals[:, 0] == -torch.inf) | (t + 1 >= limits)
        if bool(done.all()):
            break
        at = at.rows((first + parent.gather(1, kept)).flatten())
        fed = token.gather(1, kept).flatten()
    return [_put_together(told, i) for i in range(n)]


def _widened(totals: Tensor, kept: Tensor, B: int) -> tuple[Tensor, Tensor]:
    """Both (n, B), where there are fewer continuations than places."""
    spare = B - totals.shape[1]
    return pad(totals, (0, spare), value=-torch.inf), pad(kept, (0, spare))


@dataclass(frozen=True)
class _Told:
    """One step of all sources (n, 2 B) and the beam after it (n, B); `done` (n,) are those that were over before it."""

    parent: Tensor
    token: Tensor
    own: Tensor
    reach: Tensor
    kept: Tensor
    totals: Tensor
    ended: Tensor
    done: Tensor


def _put_together(told: Sequence[_Told], i: int) -> Found:
    """The hypotheses of source i: each grows from its parent."""
    beam: list[Hypothesis] = [Hypothesis((), ())]
    finished: list[Hypothesis] = []
    steps: list[Step] = []
    for now in told:
        if now.done[i]:
            break
        there = int((now.reach[i] > -torch.inf).sum())
        parent, token, own = (value[i, :there].tolist() for value in (now.parent, now.token, now.own))
        grown = [
            Hypothesis((*beam[k].tokens, what), (*beam[k].log_ps, log_p))
            for k, what, log_p in zip(parent, token, own, strict=True)
        ]
        kept = now.kept[i][now.totals[i] > -torch.inf].tolist()
        ended = now.ended[i].nonzero()[:, 0].tolist()
        steps.append(Step(tuple(parent), tuple(grown), tuple(kept), tuple(ended)))
        finished += [grown[k] for k in ended]
        beam = [grown[k] for k in kept]
    return Found(tuple(finished), tuple(beam), tuple(steps))
