"""R perceptrons of one shape at once: their parameters are the rows of theta (R, P), and each layer is one batched product.

All rows see the same batch. Layer l of row r has W[l] (n[l], n[l-1]) and b[l] (n[l], 1), and samples are columns:

    z[l] = W[l] h[l-1] + b[l]        h[l] = a(z[l])        the last z[L] is the output f (R, n[L], B).

Every W, b is a view of `theta`, every dW, db a view of `gradient`, so that an optimizer sees two matrices.
Source: Prince 2023, "Understanding Deep Learning", chapter 7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import torch
from torch import Tensor

from lossland.algorithms.nets.flat import views
from lossland.algorithms.nets.mlp import activate, through_activation
from lossland.lab.state import constant


class Pair(NamedTuple):
    """One layer of all rows, or its gradients."""

    W: Tensor
    """(R, n[l], n[l-1])."""
    b: Tensor
    """(R, n[l], 1)."""


@dataclass
class Stack:
    """The numbers of R networks and the views of them."""

    theta: Tensor
    """(R, P)."""
    gradient: Tensor
    """(R, P) of the last batch."""
    activation: str = constant()
    """Of all hidden layers."""
    layers: list[Pair] = constant()
    """Views of `theta`."""
    slopes: list[Pair] = constant()
    """Views of `gradient`."""


class Seen(NamedTuple):
    """What a layer's forward pass leaves for the backward pass."""

    before: Tensor
    """h[l-1] (R, n[l-1], B)."""
    z: Tensor
    """(R, n[l], B)."""
    h: Tensor
    """a(z), and z itself in the output layer."""


def pairs(flat: Tensor, sizes: Sequence[int]) -> list[Pair]:
    """`flat` (R, P) seen as W[1], b[1], ..., W[L], b[L], with n[0] ... n[L] = `sizes`."""
    found = iter(views(flat, [shape for n, m in pairwise(sizes) for shape in ((m, n), (m, 1))]))
    return [Pair(W, next(found)) for W in found]


def new_stack(rows: int, sizes: Sequence[int], activation: str, device: torch.device) -> Stack:
    """R networks whose parameters are all 0."""
    count = sum(sizes[i] * (sizes[i - 1] + 1) for i in range(1, len(sizes)))
    theta = torch.zeros(rows, count, device=device)
    gradient = torch.zeros_like(theta)
    return Stack(theta, gradient, activation, pairs(theta, sizes), pairs(gradient, sizes))


def forward_all(nets: Stack, x: Tensor) -> list[Seen]:
    """The layers of all rows for one x (n[0], B)."""
    h, seen = x.expand(nets.theta.shape[0], *x.shape), []  # (R, n[0], B), not copied
    for layer in nets.layers:
        z = torch.baddbmm(layer.b, layer.W, h)  # W h + b: (R, n[l], B)
        last = layer is nets.layers[-1]
        seen.append(Seen(h, z, z if last else activate(nets.activation, z)))
        h = seen[-1].h
    return seen


def backward_all(nets: Stack, seen: Sequence[Seen], df: Tensor) -> None:
    """Writes every row's gradient into `nets.gradient`, from df = d loss / d f (R, n[L], B)."""
    dz = df
    for i in range(len(seen) - 1, -1, -1):
        slope = nets.slopes[i]
        slope.W.copy_(torch.bmm(dz, seen[i].before.mT))  # dW = dz h[l-1]'
        torch.sum(dz, 2, keepdim=True, out=slope.b)
        if i:
            dh = torch.bmm(nets.layers[i].W.mT, dz)  # (R, n[l-1], B)
            dz = through_activation(nets.activation, dh, seen[i - 1].z, seen[i - 1].h)


def softmax_losses(f: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    """Cross-entropy of each row, a mean over the batch (R,), and df = (p - y) / B. f (R, K, B), one-hot y (K, B)."""
    log_p = torch.log_softmax(f, 1)
    losses = -(y * log_p).sum(1).mean(1)  # (R, K, B) -> (R,)
    return losses, (log_p.exp() - y) / f.shape[2]
