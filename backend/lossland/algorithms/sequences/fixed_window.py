"""A neural language model with a fixed window: the words before, side by side or averaged, give the next one.

x = [e_1, ..., e_n] or their mean, a = tanh(W1 x + b1), y = softmax(W2 a + b2). Source: Bengio et al. 2003, A Neural
Probabilistic Language Model. The embedding is what is kept afterwards.
"""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

import torch
from torch import Tensor

from lossland.algorithms.sequences.windows import Windows

Join = Literal["concatenated", "mean"]


class FixedWindow(NamedTuple):
    """The parameters; training changes them in place."""

    E: Tensor
    """(V, d), a row a word."""
    W1: Tensor
    """(h, n d), or (h, d) where the vectors are averaged."""
    b1: Tensor
    W2: Tensor
    """(V, h)."""
    b2: Tensor


class WindowGradients(NamedTuple):
    """Of the mean loss of a batch."""

    loss: Tensor
    rows: Tensor
    """(B, n, d): a row for each word that was looked up; all other rows of E have none."""
    W1: Tensor
    b1: Tensor
    W2: Tensor
    b2: Tensor


def fixed_window(V: int, d: int, n: int, h: int, join: Join, rng: torch.Generator) -> FixedWindow:
    """Windows of n words; E and the layers are normal, with variance 1 / inputs; E's deviation is 0.1, so that it can move."""
    inputs = d if join == "mean" else n * d
    W1 = torch.randn(h, inputs, generator=rng) / math.sqrt(inputs)
    W2 = torch.randn(V, h, generator=rng) / math.sqrt(h)
    return FixedWindow(0.1 * torch.randn(V, d, generator=rng), W1, torch.zeros(h), W2, torch.zeros(V))


def joined(net: FixedWindow, context: Tensor) -> Tensor:
    """x: (B, n d), or (B, d) where W1 is as wide as one vector."""
    e = net.E[context]  # (B, n, d)
    return e.flatten(1) if net.W1.shape[1] == e[0].numel() else e.mean(1)


def scores(net: FixedWindow, context: Tensor) -> Tensor:
    """(B, V), before the softmax, of contexts (B, n)."""
    return (joined(net, context) @ net.W1.T + net.b1).tanh() @ net.W2.T + net.b2


def window_gradients(net: FixedWindow, windows: Windows) -> WindowGradients:
    """Cross-entropy of the target, and its gradient by the chain rule. Every place of the windows must be there."""
    B, n = windows.context.shape
    x = joined(net, windows.context)  # (B, n d) or (B, d)
    a = (x @ net.W1.T + net.b1).tanh()  # (B, h)
    log_y = (a @ net.W2.T + net.b2).log_softmax(1)  # (B, V)
    each = torch.arange(B, device=x.device)
    dz2 = log_y.exp()
    dz2[each, windows.target] -= 1
    dz2 /= B  # (B, V)
    dz1 = (dz2 @ net.W2) * (1 - a * a)  # (B, h)
    dx = dz1 @ net.W1  # like x
    rows = dx.view(B, n, -1) if dx.shape[1] == n * net.E.shape[1] else (dx / n)[:, None].expand(-1, n, -1)
    loss = -log_y[each, windows.target].mean()
    return WindowGradients(loss, rows, dz1.T @ x, dz1.sum(0), dz2.T @ a, dz2.sum(0))


def gradient_of_rows(net: FixedWindow, windows: Windows, gradients: WindowGradients) -> Tensor:
    """(V, d), by E as a whole: rows of a word that was looked up several times are added, those of all others are 0."""
    d = net.E.shape[1]
    return torch.zeros_like(net.E).index_add_(0, windows.context.flatten(), gradients.rows.reshape(-1, d))


def descend_window(net: FixedWindow, windows: Windows, gradients: WindowGradients, rate: float) -> None:
    """A step of plain gradient descent; only rows of E that were looked up move."""
    d = net.E.shape[1]
    net.E.index_add_(0, windows.context.flatten(), gradients.rows.reshape(-1, d), alpha=-rate)
    for value, gradient in zip(net[1:], gradients[2:], strict=True):
        value.sub_(gradient, alpha=rate)
