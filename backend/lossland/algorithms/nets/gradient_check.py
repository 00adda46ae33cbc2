"""Gradient checking: the written-out gradient of a small network against central differences, in float64.

A net of 4 inputs, two hidden layers of 5 tanh units and 3 classes, softmax, cross-entropy summed over the batch, and the
regulariser lambda |W|^2. All parameters lie in one vector theta (P,), P = 25 + 30 + 18 = 73. Each entry of

    g'_i = (J(theta + eps e_i) - J(theta - eps e_i)) / (2 eps)

needs two evaluations of J; all 2 P of them are one batch. The check is |g - g'| / (|g| + |g'|), about 1e-7 or less if g
is right. Every bug in `BUGS` is one that people write. Source: Ng, "Deep learning", course 2, week 1.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import torch
from torch import Tensor

from lossland.algorithms.nets.flat import views

SIZES = (4, 5, 5, 3)
PARTS = ("W1", "b1", "W2", "b2", "W3", "b3")
COUNTS = (20, 5, 25, 5, 15, 3)
BATCH = 8
BUGS = ("none", "no_regulariser", "not_transposed", "bias_mean", "sign", "dropout", "no_derivative")
KEEP = 0.8
"""Share of the hidden units that dropout keeps."""


class Check(NamedTuple):
    """Both gradients and how far they are apart."""

    written: Tensor
    """g (P,)."""
    differences: Tensor
    """g' (P,)."""
    distance: Tensor
    """|g - g'| / (|g| + |g'|), 0-d."""
    by_part: Tensor
    """(6,) the same for W1, b1, ... b3 alone."""


def cut_small(theta: Tensor) -> list[tuple[Tensor, Tensor]]:
    """theta (..., P) as W (..., out, in) and b (..., out, 1) of the three layers."""
    found = iter(views(theta, [shape for n, m in pairwise(SIZES) for shape in ((m, n), (m, 1))]))
    return [(W, next(found)) for W in found]


def cost(theta: Tensor, x: Tensor, y: Tensor, l2: float, masks: Tensor | None) -> Tensor:
    """J of every theta (..., P): (...,). x (4, B), one-hot y (3, B); masks (2, ..., 5, B) of dropout, or None."""
    h, penalty = x, theta.new_zeros(())
    layers = cut_small(theta)
    for i, (W, b) in enumerate(layers):
        z = W @ h + b  # (..., out, B)
        penalty = penalty + l2 * W.square().sum((-2, -1))
        h = torch.tanh(z)
        if masks is not None and i < 2:
            h = h * masks[i]
    return -(y * torch.log_softmax(z, -2)).sum((-2, -1)) + penalty


def written_gradient(theta: Tensor, x: Tensor, y: Tensor, l2: float, bug: str) -> Tensor:
    """g (P,) by back-propagation, with one of the bugs planted."""
    (W1, b1), (W2, b2), (W3, b3) = cut_small(theta)
    h1 = torch.tanh(W1 @ x + b1)  # (5, B)
    h2 = torch.tanh(W2 @ h1 + b2)  # (5, B)
    dz3 = torch.softmax(W3 @ h2 + b3, 0) - y  # (3, B)
    dz2 = (W3.T @ dz3) * (1 - h2**2)
    back = W2 if bug == "not_transposed" else W2.T  # both are (5, 5): the shapes do not tell
    dz1 = back @ dz2
    if bug != "no_derivative":
        dz1 = dz1 * (1 - h1**2)
    pull = 0.0 if bug == "no_regulariser" else 2 * l2
    db3 = dz3.mean(1) if bug == "bias_mean" else dz3.sum(1)
    dW2 = (-1 if bug == "sign" else 1) * (dz2 @ h1.T)
    gradients = (dz1 @ x.T + pull * W1, dz1.sum(1), dW2 + pull * W2, dz2.sum(1), dz3 @ h2.T + pull * W3, db3)
    return torch.cat([part.flatten() for part in gradients])


def central_differences(theta: Tensor, x: Tensor, y: Tensor, l2: float, eps: float, masks: Tensor | None) -> Tensor:
    """g' (P,), all 2 P evaluations of J at once."""
    moved = eps * torch.eye(len(theta), dtype=theta.dtype, device=theta.device)
    both = torch.stack([theta + moved, theta - moved])  # (2, P, P)
    J = cost(both, x, y, l2, masks)  # (2, P)
    return (J[0] - J[1]) / (2 * eps)


def distance(a: Tensor, b: Tensor) -> Tensor:
    """|a - b| / (|a| + |b|), 0 if both are 0."""
    apart: Tensor = (a - b).norm() / (a.norm() + b.norm()).clamp(min=1e-300)
    return apart


def check(theta: Tensor, x: Tensor, y: Tensor, l2: float, eps: float, bug: str, masks: Tensor) -> Check:
    """Both gradients. `masks` (2, 2, P, 5, B) are what dropout would draw anew at every evaluation if it were left on."""
    g = written_gradient(theta, x, y, l2, bug)
    g_ = central_differences(theta, x, y, l2, eps, masks if bug == "dropout" else None)
    parts = zip(g.split_with_sizes(COUNTS), g_.split_with_sizes(COUNTS), strict=True)
    return Check(g, g_, distance(g, g_), torch.stack([distance(a, b) for a, b in parts]))
