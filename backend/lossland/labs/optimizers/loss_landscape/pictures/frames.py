"""What a frame of the loss landscape lab carries: surfaces, balls, paths and stems, the table's numbers, the slice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor

from lossland.algorithms.nets.row_nets import Samples
from lossland.algorithms.surfaces.landscape import Plane, at_points, between, lattice, on_plane, project
from lossland.lab import Arrays
from lossland.labs.optimizers.loss_landscape.params import LossLandscapeParams
from lossland.labs.optimizers.loss_landscape.pictures.plane_figures import LOWEST
from lossland.labs.optimizers.loss_landscape.planes import Surface

if TYPE_CHECKING:
    from lossland.labs.optimizers.loss_landscape.lab import State

TREMBLING = 21
"""Points along a side of a mini-batch's surface, which is new in every frame."""
SLICE = torch.linspace(-0.5, 1.5, 33)
ENDS = (8, 24)
"""Where t is 0 and 1."""


def draw(s: State, p: LossLandscapeParams, surface: Surface, test: Tensor) -> dict[str, Arrays]:
    """The arrays of all views. `test` is loss and accuracy on the test set, (2, R)."""
    R, networks = len(s.skip), len(surface.centre)
    k = R // networks
    theta = s.walk.theta
    now = at_points(s.net, theta, s.train, s.skip)  # (2, R)
    path = s.trail.points[: s.trail.kept]  # (t, R P + R)
    walked = path[:, :-R].view(len(path), R, -1)  # (t, R, P)
    frame: dict[str, dict[str, Tensor]] = {}
    off, share = torch.zeros(R), torch.zeros(R)
    for f in range(networks):
        rows = slice(f * k, f * k + k)
        plane, residual = Plane(surface.centre[f], surface.D[f]), bool(s.skip[f * k])
        at = project(plane, theta[rows])
        off[rows], share[rows] = at.off, at.share
        feet = on_plane(s.net, plane, at.ab, s.train, residual)[0]  # (k,)
        a, b, values = _values(s, p, surface, f)
        steps = torch.cat([walked[:, rows], theta[None, rows]])  # (t + 1, k, P)
        heights = torch.cat([path[:, -R:][:, rows], now[0, None, rows]])  # (t + 1, k)
        ab = project(plane, steps.flatten(0, 1)).ab.view(-1, k, 2)
        name = "" if f == 0 else "_residual"
        frame["surface" if f == 0 else "residual"] = _space(p, a, b, values, ab, heights, feet)
        scouts = project(plane, s.scouts[[0, -1]][:, rows].flatten(0, 1)).ab.view(2, k, 2)
        frame[f"contour{name}"] = _map(a, b, values, ab, scouts)
    _one_range([frame[name] for name in ("surface", "residual") if name in frame])
    frame["numbers"] = _numbers(s, now, test, off, share)
    frame["slice"] = _slice(s)
    return {**frame}


def _values(s: State, p: LossLandscapeParams, surface: Surface, f: int) -> tuple[Tensor, Tensor, Tensor]:
    """Coordinates a and b along the sides, (n,), and loss and accuracy (2, n, n)."""
    low, high = surface.middle[f] - surface.half[f], surface.middle[f] + surface.half[f]
    n, values = p.grid, surface.values[f]
    if p.surface_of == "batch":
        n = TREMBLING
        batch = Samples(s.batch, s.batch_y, s.batch.new_full((s.batch.shape[1],), 1 / s.batch.shape[1]))
        plane = Plane(surface.centre[f], surface.D[f])
        residual = bool(s.skip[f * (len(s.skip) // len(surface.centre))])
        values = on_plane(s.net, plane, lattice(low, high, n, n), batch, residual).view(2, n, n)
    ramp = torch.linspace(0, 1, n, device=low.device)
    return low[0] + ramp * (high[0] - low[0]), low[1] + ramp * (high[1] - low[1]), values


def _logarithm(loss: Tensor) -> Tensor:
    return loss.clamp(min=10**LOWEST).log10()


def _height(p: LossLandscapeParams, loss: Tensor) -> Tensor:
    return _logarithm(loss) if p.log else loss


def _space(
    p: LossLandscapeParams, a: Tensor, b: Tensor, values: Tensor, ab: Tensor, losses: Tensor, feet: Tensor
) -> dict[str, Tensor]:
    """Surface, paths ab (t, k, 2) at their true losses (t, k), balls, stems to the feet (k,)."""
    z, foot = _height(p, losses), _height(p, feet)
    arrays = {
        "surface.x": a,
        "surface.y": b,
        "surface.z": _height(p, values[0]),
        "surface.surfacecolor": _logarithm(values[0]),
        "surface.customdata": values.permute(1, 2, 0),  # (n, n, 2)
    }
    for i in range(ab.shape[1]):
        uid = i + 1
        arrays |= {f"path{uid}.x": ab[:, i, 0], f"path{uid}.y": ab[:, i, 1], f"path{uid}.z": z[:, i]}
        arrays |= {f"ball{uid}.x": ab[-1:, i, 0], f"ball{uid}.y": ab[-1:, i, 1], f"ball{uid}.z": z[-1:, i]}
        arrays[f"ball{uid}.customdata"] = torch.stack([losses[-1:, i], feet[i : i + 1]], 1)  # (1, 2)
    gap = torch.full_like(foot, torch.nan)
    arrays["stems.x"] = ab[-1, :, 0].repeat_interleave(3)
    arrays["stems.y"] = ab[-1, :, 1].repeat_interleave(3)
    arrays["stems.z"] = torch.stack([z[-1], foot, gap], 1).flatten()  # (3 k,)
    return arrays


def _one_range(spaces: list[dict[str, Tensor]]) -> None:
    """The same heights for all surfaces: two unseen points in each at the lowest and the highest of all."""
    heights = [space[name] for space in spaces for name in space if name.endswith(".z")]
    low = torch.stack([z.nan_to_num(torch.inf).amin() for z in heights]).amin()
    high = torch.stack([z.nan_to_num(-torch.inf).amax() for z in heights]).amax()
    for space in spaces:
        space["bounds.x"] = space["surface.x"][[0, 0]]
        space["bounds.y"] = space["surface.y"][[0, 0]]
        space["bounds.z"] = torch.stack([low, high])


def _map(a: Tensor, b: Tensor, values: Tensor, ab: Tensor, scouts: Tensor) -> dict[str, Tensor]:
    arrays = {
        "surface.x": a,
        "surface.y": b,
        "surface.z": _logarithm(values[0]),
        "surface.customdata": values.permute(1, 2, 0),
        "starts.x": scouts[0, :, 0],
        "starts.y": scouts[0, :, 1],
        "ends.x": scouts[1, :, 0],
        "ends.y": scouts[1, :, 1],
        "balls.x": ab[-1, :, 0],
        "balls.y": ab[-1, :, 1],
    }
    for i in range(ab.shape[1]):
        arrays |= {f"path{i + 1}.x": ab[:, i, 0], f"path{i + 1}.y": ab[:, i, 1]}
        arrays |= {f"ball{i + 1}.x": ab[-1:, i, 0], f"ball{i + 1}.y": ab[-1:, i, 1]}
    return arrays


def _numbers(s: State, now: Tensor, test: Tensor, off: Tensor, share: Tensor) -> dict[str, Tensor]:
    lost = ~s.walk.alive
    sharp = s.sharp if s.sharp_at >= 0 else torch.full_like(s.sharp, torch.nan)
    return {
        "loss": now[0].masked_fill(lost, torch.nan),
        "error": 1 - test[1].masked_fill(lost, torch.nan),
        "share": share,
        "off": off,
        "sharp": sharp[:, 0],
    }


def _slice(s: State) -> dict[str, Tensor]:
    """The straight line from training 1 to training 2 of the first network, and on beyond both."""
    t = SLICE.to(s.gauss.device)
    theta = between(s.walk.theta[0], s.walk.theta[1], t)  # (T, P)
    flag = bool(s.skip[0])
    test = Samples(s.x_test, s.y_test, s.gauss.new_full((s.x_test.shape[1],), 1 / s.x_test.shape[1]))
    train = at_points(s.net, theta, s.train, flag)  # (2, T)
    held = at_points(s.net, theta, test, flag)
    ends = train[0][list(ENDS)]  # (2,)
    return {
        "train.x": t,
        "train.y": _logarithm(train[0]),
        "test.x": t,
        "test.y": _logarithm(held[0]),
        "right.x": t,
        "right.y": held[1],
        "ends.x": t.new_tensor([0.0, 1.0]),
        "ends.y": _logarithm(ends),
    }
