"""What the convolution lab has computed, by what is looked at."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from lossland.lab import constant, derived


@dataclass(frozen=True)
class Layer:
    """A convolutional layer with all that its sums are made of, float64."""

    source: Tensor
    """(C, H + 2p, W + 2p) what the windows move over."""
    ghost: Tensor
    """(H + 2p, W + 2p) bool: filling."""
    w: Tensor
    """(K, C, f, f) filters as they are laid on."""
    z: Tensor
    """(K, h, w) sums with the bias."""
    a: Tensor
    """(K, h, w) after the activation."""
    p: tuple[int, int]
    """Cells above and below, and on both sides."""
    step: tuple[int, int]
    """Stride and distance of taps (z + 1)."""


@dataclass(frozen=True)
class Solid:
    """A layer in three dimensions, float64."""

    source: Tensor
    """(D + 2p, H + 2p, W + 2p)"""
    ghost: Tensor
    """As large, bool: filling."""
    w: Tensor
    """(f, f, f) the filter as it is laid on."""
    a: Tensor
    """(d, h, w) after bias and activation."""
    p: int


@dataclass(frozen=True)
class Pooled:
    """A picture (1, H, W) and what is left of it (1, h, w)."""

    x: Tensor
    largest: Tensor
    mean: Tensor


@dataclass(frozen=True)
class Enlarged:
    """A small map (h, w), and four larger ones."""

    y: Tensor
    duplicated: Tensor
    unpooled: Tensor
    bilinear: Tensor
    transposed: Tensor
    spread: Tensor
    """(1, ., .) the cells with zeros between and around, which the filter slides over."""
    ghost: Tensor
    """(., .) bool: those zeros."""
    w: Tensor
    """(f, f)"""
    taps: Tensor
    """How many taps fall on each cell of `transposed`."""


@dataclass(frozen=True)
class Stack:
    """Layers one after another, each the mean of what it sees."""

    maps: list[Tensor]
    """(h, w) the picture, then the map of each layer that still has one."""
    fields: list[tuple[int, int]]
    """(r_l, jump) of each layer."""


@dataclass(frozen=True)
class Reasons:
    """A filter as a matrix, and a picture that is shifted."""

    small: Tensor
    """(1, n, n)"""
    w: Tensor
    """(f, f)"""
    map: Tensor
    """(h, w) of the small picture."""
    matrix: Tensor
    """(h w, n n)"""
    pairs: list[tuple[Tensor, Tensor]]
    """(H, W) picture, map and pooled map: before the shift, after it."""


@dataclass(frozen=True)
class Learned:
    """The walk of a filter."""

    x: Tensor
    """(1, H, W) what it sees."""
    target: Tensor
    """(h, w)"""
    goal: Tensor
    """(3, 3)"""
    way: Tensor
    """(updates + 1, 9)"""
    costs: Tensor
    """(updates + 1,)"""
    told: int
    """Of the nine directions those that the picture tells apart."""
    condition: Tensor
    """()"""


@dataclass
class State:
    """The picture, and what was made of it. Of the derived fields those that are not looked at are None."""

    x: Tensor = constant()
    """(3, H, W) float64."""
    first: Tensor = constant()
    """(9,) the random numbers that learning begins with."""
    static: Tensor = constant()
    """(1, 107, 160) noise."""
    volume: Tensor = constant()
    """(d, n, n) slices or frames."""
    layer: Layer | None = derived()
    pooled: Pooled | None = derived()
    enlarged: Enlarged | None = derived()
    stack: Stack | None = derived()
    reasons: Reasons | None = derived()
    learned: Learned | None = derived()
    solid: Solid | None = derived()
