"""A deep network of equal layers or residual blocks, so that what goes through it can be measured layer by layer.

A linear stem brings x (n[0], B) to u[0] (n, B); block l makes u[l] from u[l-1]; the output is f = W a(u[D]) + b. Every
u[l] is a pre-activation: what the next activation a will see. With s = 1 or 1 / root 2, N the batch normalisation (or
nothing) and He et al.'s names for the orders:

    plain               u' = N(W a(u) + b)                no skip connection
    original            u' = s (a(u) + N(W a(u) + b))     the sum, then the activation
    norm_after_add      u' = N(s (a(u) + W a(u) + b))     the norm stands on the skip path too
    relu_before_add     u' = s (u + a(N(W u + b)))        only ever adds what the activation lets through
    relu_only_pre       u' = s (u + N(W a(u) + b))        the skip path is free
    full_pre            u' = s (u + W a(N(u)) + b)        the skip path is free

Sources: He, Zhang, Ren and Sun 2016, "Identity mappings in deep residual networks"; for the expected sizes Poole et al.
2016 and Schoenholz et al. 2017, with batch normalisation Yang et al. 2019.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor

from lossland.algorithms.nets.activations import derivative
from lossland.algorithms.nets.batch_norm import divided
from lossland.algorithms.nets.flat import views
from lossland.algorithms.nets.mlp import LEAK, Layer, activate

ORDERS = ("plain", "original", "norm_after_add", "relu_before_add", "relu_only_pre", "full_pre")


class Design(NamedTuple):
    """What the network looks like, apart from its numbers."""

    inputs: int
    width: int
    depth: int
    """D, the number of blocks; each has one matrix of width x width."""
    classes: int
    activation: str
    order: str
    root2: bool
    """Divide every sum by root 2."""
    batch_norm: bool
    form: str
    """Of the normalisation: "course" or "library"."""


def part_shapes(d: Design) -> list[tuple[int, ...]]:
    """The shapes of W, b of the stem, W, b (gamma, beta) of every block, W, b of the head."""
    unit = (d.width, 1)
    block = [(d.width, d.width), unit] + [unit, unit] * d.batch_norm
    return [(d.width, d.inputs), unit, *block * d.depth, (d.classes, d.width), (d.classes, 1)]


def cut_theta(theta: Tensor, d: Design) -> list[Layer]:
    """theta (P,) as stem, blocks 1 ... D and head."""
    found = iter(views(theta, part_shapes(d)))
    normed = [False, *[d.batch_norm] * d.depth, False]
    return [
        Layer(next(found), next(found), next(found) if has else None, next(found) if has else None) for has in normed
    ]


def start_theta(d: Design, gain: float, ends: float, rng: torch.Generator) -> Tensor:
    """theta (P,) float64: W = gain * noise / root fan_in in the blocks, `ends` for gain in stem and head; gamma 1, b 0."""
    theta = torch.zeros(sum(map(math.prod, part_shapes(d))), dtype=torch.float64)
    layers = cut_theta(theta, d)
    for layer in layers:
        fan_out, fan_in = layer.W.shape
        size = ends if layer is layers[0] or layer is layers[-1] else gain
        layer.W.copy_(torch.randn(fan_out, fan_in, generator=rng) * (size / math.sqrt(fan_in)))
        if layer.gamma is not None:
            layer.gamma.fill_(1)
    return theta


def norm(u: Tensor, layer: Layer, form: str) -> Tensor:
    """gamma u^ + beta, every row of u (n, B) normalised over the batch; u itself without batch normalisation."""
    if layer.gamma is None or layer.beta is None:
        return u
    centred = u - u.mean(1, keepdim=True)
    variance = centred.square().mean(1, keepdim=True).clamp(min=1e-24)  # the root has no slope at 0
    return layer.gamma * centred * divided(variance, form)[0] + layer.beta


def block(u: Tensor, layer: Layer, d: Design) -> Tensor:
    """The next signal from u (n, B), in the order that the design says."""
    W, b, s = layer.W, layer.b, math.sqrt(0.5) if d.root2 else 1.0
    if d.order == "relu_before_add":
        return s * (u + activate(d.activation, norm(torch.addmm(b, W, u), layer, d.form)))
    if d.order == "full_pre":
        return s * (u + torch.addmm(b, W, activate(d.activation, norm(u, layer, d.form))))
    h = activate(d.activation, u)
    z = torch.addmm(b, W, h)  # W h + b: (n, B)
    if d.order == "original":
        return s * (h + norm(z, layer, d.form))
    if d.order == "norm_after_add":
        return norm(s * (h + z), layer, d.form)
    if d.order == "relu_only_pre":
        return s * (u + norm(z, layer, d.form))
    return norm(z, layer, d.form)  # plain


def signals_and_output(theta: Tensor, d: Design, x: Tensor) -> tuple[list[Tensor], Tensor]:
    """u[0] ... u[D], each (n, B), and f (K, B) for x (n[0], B)."""
    stem, *blocks, head = cut_theta(theta, d)
    signals = [torch.addmm(stem.b, stem.W, x)]
    for layer in blocks:
        signals.append(block(signals[-1], layer, d))
    return signals, torch.addmm(head.b, head.W, activate(d.activation, signals[-1]))


class Expected(NamedTuple):
    """What theory expects of a start with random weights in very wide layers."""

    variance: Tensor
    """(D + 1,) of u[0] ... u[D]."""
    factor: Tensor
    """(D,) the mean square of the gradient at u[l] over that at u[l+1]; NaN where there is no simple theory."""


def expected_flow(d: Design, gain: float, first: float) -> Expected:
    """u[l] is taken as normal with mean 0 and variance q[l], from q[0] = `first` on, and W as new in each layer.

    Without a norm q' = g^2 E[a(u)^2] and the gradient's square changes by g^2 E[a'(u)^2] (for the ReLU both are g^2 / 2);
    a skip connection adds 1 to each. A norm divides by the variance over the batch, g^2 Var a(u), whatever g is.
    """
    s2 = 0.5 if d.root2 else 1.0
    q, variances, factors = first, [first], []
    v = first  # the part of q that varies over the batch: a norm sees no more
    for _ in range(d.depth):
        seen = 1.0 if d.order == "full_pre" and d.batch_norm else q
        square, spread, slope = moments_of(d.activation, seen)
        if d.order == "plain":
            through = slope / spread if d.batch_norm else gain**2 * slope
            q = 1.0 if d.batch_norm else gain**2 * square
        elif d.order == "relu_only_pre":
            through = s2 * (1 + (slope / spread if d.batch_norm else gain**2 * slope))
            q = s2 * (q + (1.0 if d.batch_norm else gain**2 * square))
        elif d.order == "full_pre":
            through = s2 * (1 + gain**2 * slope / (v if d.batch_norm else 1.0))
            q, v = s2 * (q + gain**2 * square), s2 * (v + gain**2 * spread)
        else:
            through = q = math.nan
        variances.append(q)
        factors.append(through)
    return Expected(torch.tensor(variances, dtype=torch.float64), torch.tensor(factors, dtype=torch.float64))


def moments_of(name: str, variance: float) -> tuple[float, float, float]:
    """E[a(u)^2], Var a(u) and E[a'(u)^2] for u normal with mean 0 and that variance; the sums miss the corner at 0."""
    if name == "relu":
        return variance / 2, variance * (1 - 1 / math.pi) / 2, 0.5
    zeta = (torch.arange(-160, 160, dtype=torch.float64) + 0.5) / 20  # -8 ... 8
    weight = torch.exp(-(zeta**2) / 2) / (20 * math.sqrt(2 * math.pi))
    u = math.sqrt(variance) * zeta if math.isfinite(variance) else torch.full_like(zeta, math.nan)
    a = activate(name, u)
    mean, square = (weight * a).sum(), (weight * a**2).sum()
    slope = (weight * derivative(name, u, LEAK) ** 2).sum()
    return float(square), float(square - mean**2), float(slope)


def clipped(gradient: Tensor, limit: float | None) -> tuple[Tensor, Tensor]:
    """The gradient, shortened to the length `limit` if it is longer, and the length that it had."""
    length = gradient.norm()
    if limit is None:
        return gradient, length
    return gradient * (limit / length.clamp(min=1e-300)).clamp(max=1.0), length


def factor_per_layer(values: Tensor) -> Tensor:
    """10^slope of the line of least squares through log10 of positive values (k,): the factor from one to the next."""
    y = values.clamp(min=1e-300).log10()
    x = torch.arange(len(y), dtype=y.dtype, device=y.device)
    x = x - x.mean()
    return 10 ** ((x * y).sum() / x.square().sum().clamp(min=1e-12))
