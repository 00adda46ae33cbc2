"""Which plane the loss landscape lab draws, and its surface: coarse at once, then exact row by row."""

from __future__ import annotations

import torch
from torch import Tensor

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
MARGIN = 1.4
"""The square reaches so much farther than the walk."""


def plane_of(s: State, kind: str, p: LossLandscapeParams, f: int) -> tuple[Plane, Tensor, float]:
    """The plane of that kind for network f, the middle (2,) of the square that is drawn and half its side."""
    k = len(chosen(p))
    walk = s.scouts[:, f * k : f * k + k]  # (T, k, P)
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
        finer = torch.nn.functional.interpolate(known, size=(p.grid, p.grid), mode="bilinear", align_corners=True)
        surface.values[f] = finer[0]
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
