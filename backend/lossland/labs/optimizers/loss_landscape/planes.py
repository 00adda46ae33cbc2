"""Which plane the loss landscape lab draws, and its surface: coarse at once, then exact row by row."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import interpolate

from lossland.algorithms.nets.row_nets import filters
from lossland.algorithms.surfaces.landscape import (
    Plane,
    filter_normalised,
    lattice,
    on_plane,
    principal_plane,
    project,
    through,
)
from lossland.labs.optimizers.loss_landscape.params import LossLandscapeParams, chosen, networks
from lossland.labs.optimizers.loss_landscape.state import State, Surface

COARSE = 13
"""Points along a side of the first surface."""
LEAST = 1e-9
"""A loss of 0 has no logarithm."""
MARGIN = 1.4
"""The square reaches so much farther than the walk."""
GROWTH = 1.5
"""A square that a training walks out of becomes so many times as large."""
ASTRAY = 20.0
"""Who is farther out than so many halves of its side has diverged: no square follows."""


def plane_of(s: State, kind: str, p: LossLandscapeParams, f: int) -> tuple[Plane, Tensor, float]:
    """The plane of that kind for network f, the middle (2,) of the square that is drawn and half its side."""
    k = len(chosen(p))
    walk = s.rehearsal[:, f * k : f * k + k]  # (T, k, P)
    ends = {"start": walk[0, 0]} | {f"end_{i + 1}": walk[-1, i] for i in range(k)}
    if kind == "random":
        plane = Plane(walk[-1, 0], filter_normalised(s.gauss, walk[-1, 0], filters(s.net)))
        return plane, s.gauss.new_zeros(2), p.reach
    if kind == "pca":
        plane, _ = principal_plane(walk.flatten(0, 1))
    else:
        plane = through(torch.stack([ends[p.corners.first], ends[p.corners.second], ends[p.corners.third]]))
    ab = project(plane, walk.flatten(0, 1)).ab  # (T k, 2)
    low, high = ab.amin(0), ab.amax(0)
    return plane, (low + high) / 2, float((high - low).max()) / 2 * MARGIN * p.reach


def check(s: State, p: LossLandscapeParams) -> None:
    """Raises `ValueError` if there is a plane that could not be laid: a running lab may be asked for each of them."""
    for f in range(len(networks(p))):
        plane_of(s, "checkpoints", p, f)
        plane_of(s, "pca", p, f)


def laid(s: State, p: LossLandscapeParams) -> Surface:
    """New planes as the parameters ask, with a coarse surface."""
    planes = [plane_of(s, p.plane, p, f) for f in range(len(networks(p)))]
    return coarse(
        s,
        p,
        Surface(
            torch.stack([plane.centre for plane, _, _ in planes]),
            torch.stack([plane.D for plane, _, _ in planes]),
            torch.stack([middle for _, middle, _ in planes]),
            s.gauss.new_tensor([half for _, _, half in planes]),
            s.gauss.new_zeros(len(planes), 2, p.grid, p.grid),
            0,
        ),
    )


def coarse(s: State, p: LossLandscapeParams, surface: Surface) -> Surface:
    """Fills the surface by interpolation between COARSE x COARSE points; nothing of it is exact yet."""
    for f, residual in enumerate(networks(p)):
        ab = lattice(surface.middle[f] - surface.half[f], surface.middle[f] + surface.half[f], COARSE, COARSE)
        known = on_plane(s.net, Plane(surface.centre[f], surface.D[f]), ab, s.train, residual)
        known = known.view(1, 2, COARSE, COARSE)
        logs, right = known[:, :1].clamp(min=LEAST).log(), known[:, 1:]
        size = (p.grid, p.grid)
        surface.values[f, 0] = interpolate(logs, size, mode="bicubic", align_corners=True)[
            0, 0
        ].exp()  # smooth, positive
        surface.values[f, 1] = interpolate(right, size, mode="bilinear", align_corners=True)[0, 0]
    surface.rows = 0
    return surface


def refine(s: State, p: LossLandscapeParams) -> None:
    """Computes the next row, or two of a fully connected network, exactly."""
    surface = s.surface
    first, last = surface.rows, min(p.grid, surface.rows + (1 if p.network == "cnn" else 2))
    for f, residual in enumerate(networks(p)):
        low, high = surface.middle[f] - surface.half[f], surface.middle[f] + surface.half[f]
        ab = lattice(low, high, p.grid, p.grid, first, last)
        plane = Plane(surface.centre[f], surface.D[f])
        surface.values[f, :, first:last] = on_plane(s.net, plane, ab, s.train, residual).view(2, -1, p.grid)
    surface.rows = last


def reached(s: State) -> Tensor:
    """How far out each training is, (R,): 1 at the edge of what is drawn."""
    surface, F = s.surface, len(s.surface.centre)
    rows = s.walk.theta.view(F, -1, s.walk.theta.shape[1])  # (F, k, P)
    away = [
        (project(Plane(surface.centre[f], surface.D[f]), rows[f]).ab - surface.middle[f]).abs().amax(1)
        / surface.half[f]
        for f in range(F)
    ]
    return torch.cat(away)


def within(s: State) -> Tensor:
    """Which trainings are over what is drawn, (R,)."""
    return reached(s) <= 1


def follow(s: State, p: LossLandscapeParams, before: Tensor) -> None:
    """Makes a square larger that a training has just walked out of; the rest of the walk is then seen too."""
    out = reached(s)
    left = (before & (out > 1) & (out < ASTRAY)).view(len(s.surface.centre), -1).any(1)  # (F,)
    if not bool(left.any()):
        return
    farthest = out.nan_to_num(0.0).view(len(left), -1).amax(1).clamp(max=ASTRAY)  # (F,)
    s.surface.half = torch.where(left, s.surface.half * farthest.clamp(min=1) * GROWTH, s.surface.half)
    coarse(s, p, s.surface)
