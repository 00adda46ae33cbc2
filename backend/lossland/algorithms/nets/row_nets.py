"""Classifiers whose weights are the rows of one tensor theta (G, P): many networks computed in the same operations.

Every layer is a matrix, a convolution too: its kernel is written out into the matrix of which it is a short form, with
the same numbers again and again and zeros between them. Samples are columns. Pictures are 8 x 8 pixels; the first
convolution has stride 2, so that all others work on 4 x 4 places.

    plain      h <- relu(z)
    residual   h <- (h + relu(z)) / sqrt 2    from the second hidden layer on

Batch normalisation stands between z and the activation and always uses the statistics of the samples at hand, each with
its weight, so that the loss is a function of theta alone. Sources: He et al. 2016; Ioffe and Szegedy 2015.
"""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import softplus

from lossland.algorithms.nets.flat import views

PIXELS = 8
"""Pixels along a picture."""
PLACES = 16
"""Places of a feature map: 4 x 4."""
TAPS = 9
"""Numbers in a kernel of 3 x 3."""
NORM_EPSILON = 1e-5
HALF = 1 / math.sqrt(2)
FAR = 1e30
"""Farther than any output."""
DEEPEST = -80.0
"""e^-80 is nothing beside the 1 it is added to; below e^-87 vectorised exponentials take up to a hundred times as long."""


class Net(NamedTuple):
    """What kind of network: `depth` hidden layers of `units` units, or channels, each."""

    kind: str
    """ "mlp" or "cnn"."""
    inputs: int
    units: int
    depth: int
    outputs: int
    batch_norm: bool = False


class Part(NamedTuple):
    """A layer's share of theta: W, row by row, then b, then, if normalised, gamma."""

    begin: int
    filters: int
    """Rows of W: units, or filters of a convolution."""
    fan_in: int
    """Numbers in a row."""
    kind: str
    """ "dense", "stem" (the first convolution) or "conv"."""
    normed: bool

    @property
    def bias(self) -> int:
        """Where b begins."""
        return self.begin + self.filters * self.fan_in

    @property
    def end(self) -> int:
        """Where the next layer begins."""
        return self.bias + self.filters * (2 if self.normed else 1)


class Samples(NamedTuple):
    """Inputs, answers and how much each sample counts."""

    x: Tensor
    """(d, N), the same for all networks, or (G, d, N)."""
    y: Tensor
    """One-hot (K, N) or (G, K, N)."""
    w: Tensor
    """Weights that add up to 1, (N,) or (G, N); a sample of weight 0 is answered but not learned from."""


@cache
def parts(net: Net) -> tuple[Part, ...]:
    """The layers in order."""
    found: list[Part] = []
    begin = 0
    for layer in range(net.depth + 1):
        last = layer == net.depth
        if net.kind == "mlp":
            fan_in, kind = (net.inputs if layer == 0 else net.units), "dense"
        elif last:
            fan_in, kind = net.units * PLACES, "dense"
        else:
            fan_in, kind = (TAPS, "stem") if layer == 0 else (net.units * TAPS, "conv")
        part = Part(begin, net.outputs if last else net.units, fan_in, kind, net.batch_norm and not last)
        found.append(part)
        begin = part.end
    return tuple(found)


def size(net: Net) -> int:
    """P, the number of parameters."""
    return parts(net)[-1].end


def filters(net: Net) -> list[tuple[int, int, int]]:
    """Where the rows of the weight matrices lie in theta: (begin, rows, numbers in a row)."""
    return [(part.begin, part.filters, part.fan_in) for part in parts(net)]


def initial(net: Net, rng: torch.Generator) -> Tensor:
    """A theta (P,): weights normal with He's deviation sqrt(2 / fan_in), biases 0, gammas 1."""
    theta = torch.zeros(size(net))
    for part in parts(net):
        W = torch.randn(part.filters * part.fan_in, generator=rng) * math.sqrt(2 / part.fan_in)
        theta[part.begin : part.bias] = W
        if part.normed:
            theta[part.bias + part.filters : part.end] = 1
    return theta


@cache
def unfolded(kind: str, count: int, channels: int) -> Tensor:
    """Which number of W (F, C, 9), one 0 behind it, stands where in the matrix of a convolution: int64, flat.

    The matrix of a "stem" is (F 16, 64), that of a "conv" (F 16, C 16).
    """
    side, stride = (PIXELS, 2) if kind == "stem" else (4, 1)
    with torch.inference_mode(False):  # what is remembered must also serve autograd
        return _unfolded(count, channels, side, stride)


def _unfolded(count: int, channels: int, side: int, stride: int) -> Tensor:
    place = torch.arange(PLACES)
    pixel = torch.arange(side * side)
    down = pixel[None] // side - stride * (place[:, None] // 4) + 1  # (16, side^2): row of the kernel
    right = pixel[None] % side - stride * (place[:, None] % 4) + 1
    inside = (down >= 0) & (down < 3) & (right >= 0) & (right < 3)
    filter_of = torch.arange(count)[:, None, None, None]
    channel = torch.arange(channels)[None, None, :, None]
    at = (filter_of * channels + channel) * TAPS + (3 * down + right)[None, :, None]  # (F, 16, C, side^2)
    return torch.where(inside[None, :, None], at, count * channels * TAPS).flatten()


class Layer(NamedTuple):
    """The numbers of one layer of all networks."""

    W: Tensor
    """(G, filters fan_in)."""
    b: Tensor
    """(G, filters)."""
    gamma: Tensor | None


def cut(net: Net, theta: Tensor) -> list[Layer]:
    """The layers of theta (G, P)."""
    shapes = [
        (n,) for part in parts(net) for n in (part.filters * part.fan_in, *[part.filters] * (2 if part.normed else 1))
    ]
    pieces = iter(views(theta, shapes))
    return [Layer(next(pieces), next(pieces), next(pieces) if part.normed else None) for part in parts(net)]


def affine(part: Part, layer: Layer, h: Tensor, out: Tensor | None = None) -> Tensor:
    """z = W h + b, (G, units, N), of h (G, n, N) or, shared, (n, N). Without autograd it may be written into `out`."""
    W, b = layer.W, layer.b[:, :, None]  # (G, F, 1)
    G, n = W.shape[0], h.shape[-2]
    if part.kind != "dense":
        padded = torch.cat([W, W.new_zeros(G, 1)], 1)
        W = padded.index_select(1, unfolded(part.kind, part.filters, part.fan_in // TAPS).to(W.device))
        b = b.repeat_interleave(PLACES, 1)  # (G, F 16, 1)
    if h.dim() == 2:
        return (W.reshape(-1, n) @ h).view(G, -1, h.shape[1]).add_(b)
    return torch.bmm(W.view(G, -1, n), h, out=out).add_(b)  # faster than `baddbmm`, which first spreads b


def normalised(layer: Layer, gamma: Tensor, z: Tensor, w: Tensor) -> Tensor:
    """z (G, units, N) - b with mean 0 and variance 1 over the weighted samples and a filter's places, times gamma, + b.

    The bias that `affine` added is taken off with the mean; here it is batch norm's beta.
    """
    G, units, N = z.shape
    count = gamma.shape[1]
    z = z.view(G, count, units // count, N)
    w = w.view(-1, 1, 1, N) / (units // count)
    centred = z - (z * w).sum((2, 3), keepdim=True)
    variance = (centred.square() * w).sum((2, 3), keepdim=True)  # (G, F, 1, 1)
    rate = gamma[:, :, None, None] * (variance + NORM_EPSILON).rsqrt()
    return (centred * rate + layer.b[:, :, None, None]).view(G, units, N)


class Room(NamedTuple):
    """What a caller that needs no gradient has at hand already, so that nothing large is allocated on the way."""

    first: Tensor
    """z (G, units, N) of the first layer; it is overwritten."""
    spare: Tensor
    """Memory of the same shape."""
    f: Tensor
    """Where the outputs go, (G, K, N)."""


def outputs(net: Net, theta: Tensor, samples: Samples, skip: Tensor | bool, room: Room | None = None) -> Tensor:
    """The outputs f (G, K, N). `skip` says which networks are residual, (G,) of 0 and 1, or all or none."""
    h, spare = samples.x, None if room is None else room.spare
    for l, (part, layer) in enumerate(zip(parts(net), cut(net, theta), strict=True)):
        if l == net.depth:
            return affine(part, layer, h, None if room is None else room.f)
        z = room.first if room is not None and l == 0 else affine(part, layer, h, spare)
        if layer.gamma is not None:
            z = normalised(layer, layer.gamma, z, samples.w)
        a = z.relu_()
        if l == 0 or skip is False:
            h, spare = a, spare if room is None or l == 0 else h
        elif skip is True:
            h = torch.add(h, a, out=None if room is None else h).mul_(HALF)
        else:
            h = h * (HALF * skip)[:, None, None] + a * (1 - (1 - HALF) * skip)[:, None, None]
    raise AssertionError("a network has an output layer")


def loss_and_accuracy(f: Tensor, samples: Samples) -> tuple[Tensor, Tensor]:
    """Weighted mean of the cross-entropy -log softmax(f)_y, and the weighted share of right answers, both (G,).

    An answer is right if the true class has the largest output alone: a network that says the same of all is never right.
    """
    if f.shape[1] == 2:  # -log softmax is log(1 + e^d) of the difference d
        true = 1 - 2 * samples.y[..., 0, :]  # (N,) or (G, N): -1 where it is the first class
        d = (f[:, 0] - f[:, 1]) * true  # (G, N): the other class's output less that of the true one
        return weighted(softplus(d), samples.w), weighted(less(d, torch.zeros_like(d[:1])), samples.w)
    right = (f * samples.y).sum(1)  # (G, N): the output of the true class
    with torch.no_grad():
        others = (f - FAR * samples.y).amax(1)  # (G, N): the largest of the rest
        largest = torch.maximum(right, others)
        hits = less(others, right)
    losses = (f - largest[:, None]).clamp_min_(DEEPEST).exp_().sum(1).log_() + (largest - right)
    return weighted(losses, samples.w), weighted(hits, samples.w)


def less(a: Tensor, b: Tensor) -> Tensor:
    """1 where a < b and 0 elsewhere, written as numbers at once: converting truth values takes twice as long."""
    return torch.lt(a.detach(), b.detach(), out=torch.empty_like(a, requires_grad=False))


def weighted(values: Tensor, w: Tensor) -> Tensor:
    """The weighted sum (G,) of values (G, N)."""
    return values @ w if w.dim() == 1 else (values * w).sum(1)


def gradient(net: Net, theta: Tensor, samples: Samples, skip: Tensor | bool) -> tuple[Tensor, Tensor]:
    """The loss (G,) and its gradient (G, P), by autograd: the losses of different rows share no numbers."""
    with torch.enable_grad():
        leaf = theta.detach().requires_grad_()
        loss, _ = loss_and_accuracy(outputs(net, leaf, samples, skip), samples)
        (g,) = torch.autograd.grad(loss.sum(), leaf)
    return loss.detach(), g
