"""Which words are of a name: a network that reads forwards, and one that reads both ways.

Source: Schuster and Paliwal 1997, "Bidirectional recurrent neural networks".
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

from lossland.algorithms.sequences.recurrent_net import RecurrentNet, Shape
from lossland.datasets.named import KINDS, NAMED_VOCABULARY, shares_by_kind, tagged
from lossland.lab import constant
from lossland.labs.sequences.recurrent.learner import Learner, new_learner
from lossland.labs.sequences.recurrent.params import RecurrentParams
from lossland.labs.sequences.recurrent.study_params import WAYS

NAMED_WIDTH = 12
"""Of the embedding."""
NEW_QUARTER = 40
"""A quarter of the sentences that are looked at and not learned from."""


@dataclass
class Naming:
    """Both networks, by `WAYS`."""

    taggers: dict[str, Learner]
    by_kind: dict[str, Tensor]
    """Of each the share of right words by their kind, NaN before the first look."""
    new_words: Tensor = constant()
    """(N, 8) sentences that are not learned from."""
    new_tags: Tensor = constant()
    """(N, 8)"""


def untaught(p: RecurrentParams, rng: torch.Generator, device: torch.device) -> Naming:
    """Before the first update."""
    new = tagged(NEW_QUARTER, rng)
    seed = int(torch.randint(2**31, (), generator=rng))
    taggers = {}
    for way in WAYS:
        shape = Shape(
            len(NAMED_VOCABULARY),
            NAMED_WIDTH,
            p.units,
            1,
            p.layers,
            both_ways=way == "both",
            form=p.form,
            keep=p.keep,
            gain=p.gain,
        )
        taggers[way] = new_learner(p.learns, shape, seed, p.rate, device)
    unknown = {way: torch.full((len(KINDS),), torch.nan) for way in WAYS}
    return Naming(taggers, unknown, new.words.to(device), new.tags.to(device))


def named(net: RecurrentNet, words: Tensor) -> Tensor:
    """(B, T), the score of each word (B, T) for being of a name; its sigmoid is P."""
    found: Tensor = net(words)[:, :, 0]
    return found


def teach(s: Naming, p: RecurrentParams, rng: torch.Generator) -> dict[str, Tensor]:
    """One update of both, from the same sentences."""
    drawn = tagged(-(-p.batch // 4), rng)
    words, tags = drawn.words.to(s.new_words.device), drawn.tags.to(s.new_words.device)
    metrics: dict[str, Tensor] = {}
    for way, learner in s.taggers.items():
        cost = binary_cross_entropy_with_logits(named(learner.net, words), tags)
        learner.update(cost, p)
        metrics[f"tagging_{way}"] = cost.detach()
    return metrics


@torch.no_grad()
def examined(s: Naming) -> dict[str, Tensor]:
    """(4,) of each network: the share of right words by their kind."""
    found = {}
    for way, learner in s.taggers.items():
        right = (named(learner.net, s.new_words) > 0) == (s.new_tags == 1)
        found[way] = shares_by_kind(right.float()).cpu()
    return found


def ambiguous(by_kind: dict[str, Tensor]) -> dict[str, Tensor]:
    """The metrics: the share of right words among those that could be both."""
    return {f"ambiguous_{way}": shares[0] for way, shares in by_kind.items()}
