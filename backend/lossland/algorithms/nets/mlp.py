"""A multi-layer perceptron whose parameters lie in one flat vector, with its forward and backward pass written out.

Samples are columns. Layer l has n[l] units and W[l] (n[l], n[l-1]), b[l] (n[l], 1); h[0] = x (n[0], B) and

    z[l] = W[l] h[l-1] + b[l]        h[l] = a(z[l])        the last z[L] is the model's output f (n[L], B).

With batch normalisation a hidden layer puts u = gamma z^ + beta between z and h = a(u). Every W, b, gamma and beta is
a view of `theta`, and every dW, db a view of `gradient`: an optimizer sees two vectors, however deep the network is.
Source: Prince 2023, "Understanding Deep Learning", chapters 4 and 7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor

from lossland.algorithms.nets.activations import derivative, normal_cdf
from lossland.algorithms.nets.batch_norm import Normalised, normalise, normalise_backward, normalised_by
from lossland.algorithms.nets.flat import views
from lossland.lab.state import constant

LEAK = 0.1
"""Left slope of the leaky ReLU."""


@dataclass(frozen=True)
class Architecture:
    """What a network looks like, apart from its numbers."""

    sizes: tuple[int, ...]
    """n[0] inputs, n[1] ... n[L-1] hidden units, n[L] outputs."""
    activations: tuple[str, ...]
    """Of the hidden layers 1 ... L-1."""
    batch_norm: bool = False

    @property
    def hidden(self) -> int:
        """How many units all hidden layers have."""
        return sum(self.sizes[1:-1])


class Layer(NamedTuple):
    """One layer's parameters, or their gradients: views of a flat vector."""

    W: Tensor
    """(n[l], n[l-1])."""
    b: Tensor
    """(n[l], 1)."""
    gamma: Tensor | None
    """(n[l], 1) with batch normalisation, in hidden layers."""
    beta: Tensor | None


class Running(NamedTuple):
    """What a layer's batch normalisation uses outside training: views of the network's running statistics, (n[l], 1)."""

    mean: Tensor
    variance: Tensor


@dataclass
class Network:
    """The numbers of a network and the views of them. P parameters, H hidden units."""

    theta: Tensor
    """(P,)."""
    gradient: Tensor
    """(P,) of the last batch."""
    mean: Tensor
    """(H,) running mean of z for batch normalisation."""
    variance: Tensor
    """(H,) running variance of z."""
    architecture: Architecture = constant()
    layers: list[Layer] = constant()
    """Views of `theta`."""
    slopes: list[Layer] = constant()
    """Views of `gradient`."""
    running: list[Running] = constant()
    """Views of `mean` and `variance`, one for each hidden layer."""
    is_weight: Tensor = constant()
    """(P,) 1 where theta holds a weight, 0 at b, gamma and beta, which no penalty touches."""


class Noise(NamedTuple):
    """What is left out at random while training."""

    dropout: float
    """Probability that a hidden unit is dropped."""
    dropconnect: float
    """Probability that a weight is dropped."""
    rng: torch.Generator


class Pass(NamedTuple):
    """What the forward pass of one layer leaves for the backward pass."""

    W: Tensor
    """The weights used: those of the layer, or what DropConnect left of them."""
    before: Tensor
    """h[l-1] (n[l-1], B)."""
    z: Tensor
    """(n[l], B)."""
    norm: Normalised | None
    u: Tensor
    """What the activation sees: z, or gamma z^ + beta. (n[l], B)."""
    a: Tensor
    """a(u)."""
    h: Tensor
    """What the next layer sees: a, or what dropout left of it."""
    kept: Tensor | None
    """(n[l], B) factors of dropout: 0 or 1 / (1 - p)."""
    connected: Tensor | None
    """(n[l], n[l-1]) factors of DropConnect."""


def count_parameters(architecture: Architecture) -> int:
    """P: every layer has n[l] (n[l-1] + 1), and each hidden unit a gamma and a beta with batch normalisation."""
    n = architecture.sizes
    weights_and_biases = sum(n[i] * (n[i - 1] + 1) for i in range(1, len(n)))
    return weights_and_biases + 2 * architecture.hidden * architecture.batch_norm


def cut(flat: Tensor, architecture: Architecture) -> list[Layer]:
    """`flat` (P,) seen as the layers W, b and, where there are any, gamma, beta, one after another."""
    n, last = architecture.sizes, len(architecture.sizes) - 1
    normed = [architecture.batch_norm and i < last for i in range(1, last + 1)]
    shapes = [
        shape
        for i, has in enumerate(normed, 1)
        for shape in [(n[i], n[i - 1]), (n[i], 1), *[(n[i], 1)] * (2 if has else 0)]
    ]
    found = iter(views(flat, shapes))
    return [
        Layer(next(found), next(found), next(found) if has else None, next(found) if has else None) for has in normed
    ]


def new_network(architecture: Architecture, device: torch.device) -> Network:
    """A network whose weights and biases are 0 and whose gammas are 1."""
    theta = torch.zeros(count_parameters(architecture), device=device)
    gradient, is_weight = torch.zeros_like(theta), torch.zeros_like(theta)
    mean = torch.zeros(architecture.hidden, device=device)
    variance = torch.ones_like(mean)
    layers = cut(theta, architecture)
    for layer, marks in zip(layers, cut(is_weight, architecture), strict=True):
        marks.W.fill_(1)
        if layer.gamma is not None:
            layer.gamma.fill_(1)
    running, start = [], 0
    for width in architecture.sizes[1:-1]:
        rows = slice(start, start + width)
        running.append(Running(mean[rows, None], variance[rows, None]))  # (n[l], 1) each
        start += width
    return Network(
        theta, gradient, mean, variance, architecture, layers, cut(gradient, architecture), running, is_weight
    )


def activate(name: str, u: Tensor) -> Tensor:
    """a(u), any shape."""
    if name == "tanh":
        return torch.tanh(u)
    if name == "sigmoid":
        return torch.sigmoid(u)
    if name == "relu":
        return torch.relu(u)
    if name == "leaky_relu":
        return torch.nn.functional.leaky_relu(u, LEAK)
    if name == "gelu":
        return u * normal_cdf(u)
    return u  # linear


def through_activation(name: str, dh: Tensor, u: Tensor, a: Tensor) -> Tensor:
    """du = dh a'(u). The derivative is written with a = a(u) where that is shorter."""
    if name == "tanh":
        return torch.addcmul(dh, dh * a, a, value=-1)  # dh (1 - a^2)
    if name == "sigmoid":
        return torch.addcmul(dh, dh, a, value=-1) * a  # dh (1 - a) a
    if name == "relu":
        return dh * torch.sign(a)  # a > 0 where the unit is open, else a = 0
    if name == "linear":
        return dh
    return dh * derivative(name, u, LEAK)


def forward(net: Network, x: Tensor, form: str, noise: Noise | None = None, training: bool = True) -> list[Pass]:
    """The passes of all layers for x (n[0], B); the last one's z is f.

    `training` normalises by the batch and updates the running statistics. `noise` is dropout and DropConnect.
    """
    h, passes = x, []
    names = net.architecture.activations
    for i, layer in enumerate(net.layers):
        before, W, norm, connected, kept = h, layer.W, None, None, None
        if noise is not None and noise.dropconnect:
            connected = keep(W, noise.dropconnect, noise.rng)
            W = W * connected
        z = torch.addmm(layer.b, W, before)  # W h + b: (n[l], B)
        if i == len(names):
            passes.append(Pass(W, before, z, None, z, z, z, None, connected))  # the output layer: f = z
            break
        u = z
        if layer.gamma is not None and layer.beta is not None:
            norm = normalise(z, form, net.running[i] if training else None) if training else None
            scaled = norm.z if norm is not None else normalised_by(z, *net.running[i], form)
            u = torch.addcmul(layer.beta, layer.gamma, scaled)  # gamma z^ + beta
        a = activate(names[i], u)
        h = a
        if noise is not None and noise.dropout:
            kept = keep(a, noise.dropout, noise.rng)
            h = a * kept
        passes.append(Pass(W, before, z, norm, u, a, h, kept, connected))
    return passes


def keep(like: Tensor, p: float, rng: torch.Generator) -> Tensor:
    """Inverted dropout: 0 with probability p, else 1 / (1 - p), so that the expectation stays. Shape of `like`."""
    kept = torch.rand(like.shape, generator=rng) >= p
    return (kept / (1 - p) if p < 1 else kept.float()).to(like)


def backward(net: Network, passes: Sequence[Pass], df: Tensor) -> None:
    """Writes the gradient of the loss into `net.gradient`, from df = d loss / d f (n[L], B)."""
    dz = df
    for i in range(len(passes) - 1, -1, -1):
        step, slope = passes[i], net.slopes[i]
        torch.mm(dz, step.before.T, out=slope.W)  # dW = dz h[l-1]'
        if step.connected is not None:
            slope.W.mul_(step.connected)
        torch.sum(dz, 1, keepdim=True, out=slope.b)  # db = dz summed over the batch
        if i == 0:
            break
        dh = torch.mm(step.W.T, dz)  # dh[l-1] = W' dz: (n[l-1], B)
        below = passes[i - 1]
        if below.kept is not None:
            dh = dh * below.kept
        dz = through_activation(net.architecture.activations[i - 1], dh, below.u, below.a)
        if below.norm is not None:
            dz = backward_through_norm(net.layers[i - 1], net.slopes[i - 1], below.norm, dz)


def backward_through_norm(layer: Layer, slope: Layer, norm: Normalised, du: Tensor) -> Tensor:
    """dz from du (n[l], B) where u = gamma z^ + beta; writes dgamma and dbeta on the way."""
    assert layer.gamma is not None
    assert slope.gamma is not None
    assert slope.beta is not None
    torch.sum(du * norm.z, 1, keepdim=True, out=slope.gamma)
    torch.sum(du, 1, keepdim=True, out=slope.beta)
    return normalise_backward(norm, du * layer.gamma)


def penalise(net: Network, l1: float, l2: float, form: str) -> None:
    """Adds the gradient of the penalties to `net.gradient`: l1 |w|_1 and l2 |w|^2, in the library l2/2 |w|^2."""
    if l2:
        pull = 2 * l2 if form == "course" else l2
        net.gradient.addcmul_(net.theta, net.is_weight, value=pull)
    if l1:
        net.gradient.addcmul_(torch.sign(net.theta), net.is_weight, value=l1)
