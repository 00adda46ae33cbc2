"""Loss surfaces: planes through the space of weights, and the loss on a grid of points of such a plane.

A plane is theta(a, b) = c + a d1 + b d2. Directions are random and filter-normalised (Li et al. 2018), principal
components of a walk, or lead from one checkpoint to two others. The loss of many points is computed at once: the first
layer is linear in theta, so that its z is z(c) + a z(d1) + b z(d2), three products for the whole grid.

Sources: Goodfellow, Vinyals and Saxe 2015 (slices); Li, Xu, Taylor, Studer and Goldstein 2018, "Visualizing the loss
landscape of neural nets"; Antognini and Sohl-Dickstein 2018 for what PCA makes of a random walk.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from lossland.algorithms.nets.row_nets import Net, Room, Samples, affine, cut, loss_and_accuracy, outputs, parts
from lossland.lab.text import Refused, T

NUMBERS_AT_ONCE = 250_000
"""Activations of one layer that are computed together: about what a processor's cache holds."""


class Plane(NamedTuple):
    """A plane through the space of weights."""

    centre: Tensor
    """c (P,)."""
    D: Tensor
    """The directions d1 and d2 as rows, (2, P)."""


class Projection(NamedTuple):
    """Where weights theta (R, P) stand to a plane."""

    ab: Tensor
    """(R, 2) coordinates of the nearest point of the plane."""
    off: Tensor
    """(R,) distance from it: |theta - c - a d1 - b d2|."""
    share: Tensor
    """(R,) share of |theta - c|^2 that lies in the plane, 0 to 1; 1 at c itself."""


def filter_normalised(D: Tensor, theta: Tensor, filters: Sequence[tuple[int, int, int]]) -> Tensor:
    """Directions D (F, P) with every row of a weight matrix as long as theta's (P,) own row; all else becomes 0.

    `filters` lists the matrices: (begin, rows, numbers in a row).
    """
    result = torch.zeros_like(D)
    for begin, rows, n in filters:
        part = slice(begin, begin + rows * n)
        d = D[:, part].view(-1, rows, n)
        length = theta[part].view(rows, n).norm(dim=1)[:, None]  # (rows, 1)
        result[:, part] = (d * (length / d.norm(dim=2, keepdim=True).clamp(min=1e-30))).flatten(1)
    return result


def through(corners: Tensor) -> Plane:
    """The plane through three checkpoints, corners (3, P): d1 from the first to the second, d2 at right angles to it.

    Both have length 1, so that a and b are distances. Raises `Refused` when the three do not span a plane.
    """
    to = (corners[1:] - corners[0]).double()  # (2, P)
    between = (corners[1] - corners[2]).double().norm()
    least = 1e-6 * max(1.0, float(corners.double().norm(dim=1).max()))
    if min(float(to.norm(dim=1).min()), float(between)) <= least:
        raise Refused(
            T(
                "two of the three checkpoints are equal: a plane needs three different ones",
                "三个检查点中有两个相同：平面需要三个不同的检查点",
            )
        )
    d1 = to[0] / to[0].norm()
    d2 = to[1] - (to[1] @ d1) * d1
    if float(d2.norm()) <= 1e-6 * float(to[1].norm()):
        raise Refused(
            T(
                "the three checkpoints lie on one line: a plane needs a third one beside it",
                "三个检查点在一条直线上：平面需要线外的第三个点",
            )
        )
    return Plane(corners[0], torch.stack([d1, d2 / d2.norm()]).to(corners.dtype))


def principal_plane(walk: Tensor) -> tuple[Plane, Tensor]:
    """The plane of most variance of walk (T, P), through its mean, and the share of variance of each direction (2,)."""
    centre = walk.double().mean(0)
    centred = walk.double() - centre
    U, S, Vh = torch.linalg.svd(centred, full_matrices=False)  # Vh (T, P)
    if len(S) < 2 or float(S[1]) <= 1e-9 * max(1.0, float(S[0])):
        raise Refused(
            T(
                "the walk has no two principal components: it stands still or is one straight line",
                "轨迹没有两个主成分：它静止不动或是一条直线",
            )
        )
    sign = U[-1, :2].sign() + (U[-1, :2] == 0)  # the walk ends on the positive sides
    D = Vh[:2] * sign[:, None]
    return Plane(centre.to(walk.dtype), D.to(walk.dtype)), (S.square() / S.square().sum())[:2].to(walk.dtype)


def project(plane: Plane, theta: Tensor) -> Projection:
    """The nearest points of the plane to theta (R, P), by least squares: D = (QR)^T, so (a, b) = R^-1 Q^T (theta - c)."""
    away = (theta - plane.centre).double()  # (R, P)
    Q, R = torch.linalg.qr(plane.D.double().T)  # (P, 2), (2, 2)
    inside = away @ Q  # (R, 2)
    ab = torch.linalg.solve_triangular(R, inside.T, upper=True).T
    off = (away - inside @ Q.T).norm(dim=1)
    whole = away.square().sum(1)
    share = torch.where(whole > 0, inside.square().sum(1) / whole.clamp(min=1e-300), 1.0)
    return Projection(ab.to(theta.dtype), off.to(theta.dtype), share.to(theta.dtype))


def points(plane: Plane, ab: Tensor) -> Tensor:
    """The weights (G, P) at coordinates ab (G, 2)."""
    return torch.addmm(plane.centre, ab, plane.D)


def at_once(net: Net, samples: Samples) -> int:
    """How many networks the cache holds together."""
    widest = max(net.units * (16 if net.kind == "cnn" else 1), net.outputs)
    return max(1, NUMBERS_AT_ONCE // (widest * samples.x.shape[-1]))


@torch.inference_mode()
def on_plane(net: Net, plane: Plane, ab: Tensor, samples: Samples, skip: bool) -> Tensor:
    """Loss and accuracy, (2, G), at the points of the plane with coordinates ab (G, 2). Samples are shared.

    Hidden layers are computed for as many networks as the cache holds, in the same memory again and again; losses, whose
    operations are many and small, for as many more as have so few outputs.
    """
    ends = torch.cat([plane.centre[None], plane.D])  # (3, P)
    z = affine(parts(net)[0], cut(net, ends)[0], samples.x)  # (3, units, N)
    weights = torch.cat([torch.ones_like(ab[:, :1]), ab], 1)  # (G, 3): 1, a, b
    many = min(len(ab), at_once(net, samples))
    more = many * max(1, NUMBERS_AT_ONCE // (net.outputs * z.shape[2] * many))
    first, spare = z.new_empty(2, many, *z.shape[1:])
    f = z.new_empty(min(len(ab), more), net.outputs, z.shape[2])
    found = []
    for block in torch.split(weights, more):
        answers = f[: len(block)]
        for some, to in zip(torch.split(block, many), torch.split(answers, many), strict=True):
            g = len(some)
            torch.mm(some, z.flatten(1), out=first[:g].flatten(1))
            outputs(net, some @ ends, samples, skip, Room(first[:g], spare[:g], to))
        found.append(torch.stack(loss_and_accuracy(answers, samples)))
    return torch.cat(found, 1)


@torch.no_grad()
def at_points(net: Net, theta: Tensor, samples: Samples, skip: Tensor | bool) -> Tensor:
    """Loss and accuracy, (2, G), of any weights theta (G, P). Samples are shared."""
    many = at_once(net, samples)
    found = []
    for begin in range(0, len(theta), many):
        rows = slice(begin, begin + many)
        flag = skip[rows] if isinstance(skip, Tensor) else skip
        found.append(torch.stack(loss_and_accuracy(outputs(net, theta[rows], samples, flag), samples)))
    return torch.cat(found, 1)


def between(one: Tensor, other: Tensor, t: Tensor) -> Tensor:
    """The weights (T, P) on the line through `one` (t = 0) and `other` (t = 1), both (P,)."""
    return torch.lerp(one[None], other[None], t[:, None])


def lattice(low: Tensor, high: Tensor, rows: int, columns: int, first: int = 0, last: int | None = None) -> Tensor:
    """Coordinates ab of the grid of rows x columns between low (2,) and high (2,): its rows first ... last - 1, flat."""
    a = torch.linspace(0, 1, columns, device=low.device) * (high[0] - low[0]) + low[0]
    b = (torch.linspace(0, 1, rows, device=low.device) * (high[1] - low[1]) + low[1])[first:last]
    return torch.stack([a.repeat(len(b)), b.repeat_interleave(columns)], 1)  # (rows columns, 2)
