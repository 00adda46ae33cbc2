"""Windows of a text: the words around a place, or before it; and the frequent words that are left out now and then.

Source: Mikolov et al. 2013, Distributed Representations of Words and Phrases and their Compositionality.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from lossland.algorithms.sequences.vocabulary import Text


class Windows(NamedTuple):
    """B targets, and for each of them up to C words that stand around it."""

    target: Tensor
    """(B,): t."""
    context: Tensor
    """(B, C): c; what is not `there` holds the target, so that it can be looked up."""
    there: Tensor
    """(B, C), bool."""


def keep_chance(counts: Tensor, threshold: float) -> Tensor:
    """(V,): with which chance a word stays, of counts (V,): min(1, sqrt(t / f) + t / f), f its share of the text.

    That is what the authors' program computes; the paper prints sqrt(t / f). A threshold of 0 leaves nothing out.
    """
    if threshold == 0:
        return torch.ones_like(counts)
    ratio = threshold * counts.sum() / counts
    return (ratio.sqrt() + ratio).clamp(max=1)


def thinned(text: Text, chance: Tensor, rng: torch.Generator) -> Text:
    """The text without the words that were drawn out, each occurrence by itself."""
    kept = torch.rand(len(text.ids), generator=rng, device=text.ids.device) < chance[text.ids]
    return Text(text.ids[kept], text.sentence[kept])


def around(text: Text, places: Tensor, reach: Tensor, window: int) -> Windows:
    """What stands within `reach` (B,) <= `window` of `places` (B,), in the same sentence: C = 2 window."""
    steps = torch.arange(1, window + 1, device=places.device)
    return _at(text, places, torch.cat([-steps.flip(0), steps]), reach)


def reaches(count: int, window: int, rng: torch.Generator, device: torch.device | None = None) -> Tensor:
    """(count,): 1 to `window`, all as likely, so that near words are met more often than far ones."""
    return torch.randint(1, window + 1, (count,), generator=rng, device=device)


def before(text: Text, places: Tensor, window: int) -> Windows:
    """The `window` words before `places` (B,), the oldest first: C = window."""
    steps = torch.arange(-window, 0, device=places.device)
    return _at(text, places, steps, torch.full_like(places, window))


def _at(text: Text, places: Tensor, steps: Tensor, reach: Tensor) -> Windows:
    at = places[:, None] + steps  # (B, C)
    inside = at.clamp(0, len(text.ids) - 1)
    there = (at == inside) & (steps.abs() <= reach[:, None])
    there &= text.sentence[inside] == text.sentence[places][:, None]
    target = text.ids[places]
    return Windows(target, torch.where(there, text.ids[inside], target[:, None]), there)
