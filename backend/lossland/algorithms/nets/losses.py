"""Classification losses over a batch, with the gradient of each with respect to the outputs f.

One output: p = sigmoid(f) is the probability of class 1, y (1, B) is 0 or 1. K outputs: p = softmax(f) down each
column, y (K, B) is one-hot. Both losses are means over the batch, so that a learning rate means the same at every
batch size (the course writes sums: multiply the rate by B for those).
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import softplus


def probabilities(f: Tensor) -> Tensor:
    """p (n[L], B): the sigmoid of one output, the softmax of several."""
    return torch.sigmoid(f) if f.shape[0] == 1 else torch.softmax(f, 0)


def loss_and_slope(name: str, f: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    """The mean loss and its gradient df (n[L], B), for "cross_entropy" or "squared_error"."""
    p = probabilities(f)
    if name == "cross_entropy":
        return cross_entropy(f, y), (p - y) / f.shape[1]  # sigmoid and softmax both leave p - y
    error = p - y
    return error.square().sum() / f.shape[1], through_probabilities(2 * error / f.shape[1], p)


def mean_loss(name: str, f: Tensor, y: Tensor) -> Tensor:
    """The mean loss alone."""
    return cross_entropy(f, y) if name == "cross_entropy" else (probabilities(f) - y).square().sum() / f.shape[1]


def cross_entropy(f: Tensor, y: Tensor) -> Tensor:
    """Mean of -log of the true class's probability, from f, where it cannot overflow."""
    if f.shape[0] == 1:
        return torch.addcmul(softplus(f), y, f, value=-1).mean()  # softplus(f) - y f = -y log p - (1 - y) log(1 - p)
    return (torch.logsumexp(f, 0) - (y * f).sum(0)).mean()


def through_probabilities(dp: Tensor, p: Tensor) -> Tensor:
    """df from dp (n[L], B). The factor p (1 - p) is next to 0 for every confident answer, the wrong ones too."""
    if p.shape[0] == 1:
        return dp * p * (1 - p)
    return p * (dp - (dp * p).sum(0))


def predicted(f: Tensor) -> Tensor:
    """The most probable class of each column, (B,) int64."""
    return (f[0] > 0).long() if f.shape[0] == 1 else f.argmax(0)


def targets(label: Tensor, outputs: int) -> Tensor:
    """Labels (n,) as the y of one output (1, n), or one-hot (K, n), float32."""
    if outputs == 1:
        return label[None].float()
    return torch.nn.functional.one_hot(label, outputs).T.float().contiguous()
