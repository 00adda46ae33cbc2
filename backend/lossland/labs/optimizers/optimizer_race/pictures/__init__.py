"""What the large pictures of the optimizer race show: contours with paths, the surface, loss against step."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from lossland.algorithms.optimizers.noise import Noise
from lossland.algorithms.optimizers.race import Judged, Race
from lossland.algorithms.optimizers.rule import Rates
from lossland.algorithms.surfaces.textbook import WINDOWS, Ground, Surface
from lossland.lab import Arrays
from lossland.labs.optimizers.optimizer_race.params import OptimizerRaceParams
from lossland.labs.optimizers.optimizer_race.pictures.tabs import draw_tabs

LEAST = 1e-16
"""Lower heights are drawn here: a logarithmic axis has no 0."""
EDGE = 1e-3
"""The logarithm of a surface's height begins at this share of its range."""


def raised(height: Tensor, under: Ground, how: str) -> Tensor:
    """Heights above the lowest point as they are drawn."""
    if how == "linear":
        return height
    span = float((under.heights - under.lowest).nan_to_num(0.0).max())
    return (height.clamp(min=0) + EDGE * max(span, 1e-12)).log10()


def draw(
    race: Race,
    surface: Surface,
    under: Ground,
    rates: Sequence[Rates],
    t: int,
    phase: int,
    noise: Noise,
    p: OptimizerRaceParams,
) -> dict[str, Arrays]:
    """The arrays of all views at step t."""
    z = raised(under.heights - under.lowest, under, p.height)  # (n, n)
    frame: dict[str, Arrays] = {
        "same": {**draw_ground(under, z), **draw_paths(race.same, t, surface, p)},
        "best": {**draw_ground(under, z), **draw_paths(race.best, t, surface, p)},
        "surface": draw_surface(race.best, under, z, t, surface, p),
        "loss": draw_loss(race, t),
    }
    return frame | draw_tabs(race, surface, under, rates, t, phase, noise, p)


def draw_ground(under: Ground, z: Tensor) -> dict[str, Tensor]:
    """The contours and the lowest points."""
    return {
        "ground.x": under.x,
        "ground.y": under.y,
        "ground.z": z,
        "minima.x": under.minima[:, 0],
        "minima.y": under.minima[:, 1],
    }


def draw_paths(w: Judged, t: int, surface: Surface, p: OptimizerRaceParams) -> dict[str, Tensor]:
    """Whole paths, the part walked so far, the racers and their start."""
    arrays = {"start.x": torch.tensor([p.surface.start_x]), "start.y": torch.tensor([p.surface.start_y])}
    theta = w.theta.float()
    for r in range(theta.shape[1]):
        walked = theta[: t + 1, r] if t else theta[:0, r]  # an empty trace costs the browser nothing
        for uid, part in (("rest", theta[t:, r]), ("path", walked)):
            arrays[f"{uid}{r}.x"], arrays[f"{uid}{r}.y"] = part[:, 0], part[:, 1]
    last = theta[(w.left - 1).clamp(max=t), torch.arange(theta.shape[1])]  # (R, 2)
    out = (w.left <= t)[:, None] & last.isfinite()
    now = theta[t] if t else torch.full_like(theta[0], torch.nan)  # at the start they would hide each other
    arrays["ball.x"], arrays["ball.y"] = now.T
    arrays["left.x"], arrays["left.y"] = torch.where(out, held(last, surface), torch.nan).T
    return arrays


def held(theta: Tensor, surface: Surface) -> Tensor:
    """Places (R, 2) moved to the edge of the window where they lie outside."""
    left, right, low, high = WINDOWS[surface.kind]
    return torch.stack([theta[:, 0].clamp(left, right), theta[:, 1].clamp(low, high)], 1)


def draw_surface(
    w: Judged, under: Ground, z: Tensor, t: int, surface: Surface, p: OptimizerRaceParams
) -> dict[str, Tensor]:
    """The surface from above with the paths lying on it."""
    left, right, low, high = WINDOWS[surface.kind]
    x, y = w.theta[..., 0], w.theta[..., 1]  # (T + 1, R) each
    inside = (x >= left) & (x <= right) & (y >= low) & (y <= high)
    lift = 0.01 * float((z.nan_to_num(-1e30).max() - z.nan_to_num(1e30).min()).clamp(min=0))
    heights = torch.where(inside, raised(w.loss, under, p.height) + lift, torch.nan)
    arrays = {"ground.x": under.x, "ground.y": under.y, "ground.z": z}
    for r in range(x.shape[1]):
        arrays |= {f"path{r}.x": x[:, r], f"path{r}.y": y[:, r], f"path{r}.z": heights[:, r]}
    return arrays | {"ball.x": x[t], "ball.y": y[t], "ball.z": heights[t]}


def draw_loss(race: Race, t: int) -> dict[str, Tensor]:
    """Height against step for both, and where the cursor is."""
    arrays: dict[str, Tensor] = {}
    for uid, w in (("same", race.same), ("best", race.best)):
        loss = w.loss.clamp(min=LEAST)
        for r in range(loss.shape[1]):
            arrays[f"{uid}{r}.y"] = loss[:, r]
    both = torch.cat([race.same.loss, race.best.loss]).clamp(min=LEAST)
    ends = torch.stack([both.nan_to_num(torch.inf).min(), both.nan_to_num(0.0).max()])
    return arrays | {"cursor.x": torch.tensor([t, t]), "cursor.y": ends}
