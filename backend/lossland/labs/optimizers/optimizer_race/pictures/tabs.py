"""What the small pictures of the optimizer race show: table, slow motion, one update in numbers, rates, basins."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import torch
from torch import Tensor

from lossland.algorithms.optimizers.noise import Noise
from lossland.algorithms.optimizers.race import (
    RATES,
    Basins,
    Judged,
    Race,
    Update,
    basins,
    effective_rates,
    update_of,
)
from lossland.algorithms.optimizers.rule import Rates
from lossland.algorithms.optimizers.walk import Trace
from lossland.algorithms.surfaces.textbook import MINIMA, WINDOWS, Ground, Surface, ground, heights_in, landscape
from lossland.lab import Arrays
from lossland.labs.optimizers.optimizer_race.params import OptimizerRaceParams
from lossland.labs.optimizers.optimizer_race.pictures.tab_figures import basin_names

BASIN_CELLS = 101
LONGER = 1.6
"""Arrows that only show a direction are this many times as long as the step, so that none hides behind it."""
PARTS = ("gradient", "momentum", "scaling", "move")
PIECES = ("g", "m", "m_hat", "v", "v_hat", "d", "r", "effective", "move")


class Looked(NamedTuple):
    """The racer looked at."""

    row: int
    rates: Rates
    judged: Judged
    trace: Trace


def looked_at(race: Race, rates: Sequence[Rates], p: OptimizerRaceParams) -> Looked:
    """Racer and rate that the small pictures follow."""
    row = min(p.racer, len(rates)) - 1
    if p.which == "same":
        return Looked(row, rates[row], race.same, race.same_trace)
    best = rates[row]._replace(alpha=float(race.best_rate[row]))
    return Looked(row, best, race.best, race.best_trace)


def draw_tabs(
    race: Race,
    surface: Surface,
    under: Ground,
    rates: Sequence[Rates],
    t: int,
    phase: int,
    noise: Noise,
    p: OptimizerRaceParams,
) -> dict[str, Arrays]:
    """Arrays of all small pictures at step t."""
    seen = looked_at(race, rates, p)
    steps = len(noise)
    shown = t if phase or t == 0 else t - 1  # the update on its way, else the last one
    parts = (phase or 4 * (t > 0)) if p.slow else 4
    now = update_of(seen.trace, seen.row, seen.rates, min(shown, steps - 1))
    fine = bool(seen.judged.theta[shown + 1 if shown < steps else shown, seen.row].isfinite().all())
    updates = torch.arange(1, steps + 1)
    effective = effective_rates(seen.trace, seen.row, seen.rates)  # (T, 2)
    effective = torch.where(seen.judged.theta[1:, seen.row].isnan(), torch.nan, effective)
    frame: dict[str, Arrays] = {
        "table": draw_table(race, under, rates, t),
        "slow": draw_slow(now if fine else None, surface, parts),
        "numbers": draw_numbers(now if fine else None),
        "rule": draw_rule(now if fine else None, seen.rates),
        "sweep": draw_sweep(race),
        "effective": {
            "first.x": updates,
            "first.y": effective[:, 0],
            "second.x": updates,
            "second.y": effective[:, 1],
            "alpha.x": torch.tensor([1, steps]),
            "alpha.y": torch.tensor([seen.rates.alpha, seen.rates.alpha]),
            "now.x": torch.tensor([shown + 1, shown + 1]),
            "now.y": effective[[min(shown, steps - 1)] * 2, [0, 1]],
        },
        "basins": {},
    }
    if p.basins:
        found = basins_of(surface, seen.rates, noise)
        frame["basins"] = draw_basins(found, surface, steps)
    return frame


@lru_cache(maxsize=16)
def basins_of(surface: Surface, rates: Rates, noise: Noise) -> Basins:
    """Basins of one racer; remembered, since they depend neither on the start nor on the cursor."""
    return basins(surface, ground(surface, BASIN_CELLS), rates, noise)


def draw_table(race: Race, under: Ground, rates: Sequence[Rates], t: int) -> dict[str, Tensor]:
    """One row for each racer: its rate, height and distance now, both races."""
    arrays = {"rate": torch.tensor([k.alpha for k in rates]), "best_rate": race.best_rate}
    for name, w in (("", race.same), ("best_", race.best)):
        last = len(w.theta) - 1
        arrays[f"{name}loss"] = w.loss[t]
        arrays[f"{name}goal"] = torch.where(w.settled > last, torch.nan, w.settled.double())
        arrays[f"{name}left"] = torch.where(w.left > last, torch.nan, w.left.double())
        if len(under.minima):
            away = torch.linalg.vector_norm(w.theta[t][:, None] - under.minima, dim=-1)  # (R, k)
            arrays[f"{name}distance"] = away.amin(1)
    return arrays


def draw_slow(now: Update | None, surface: Surface, parts: int) -> dict[str, Tensor]:
    """The parts of an update as arrows in a picture of its own scale: the step as it is, the others as directions."""
    arrays: dict[str, Tensor] = {}
    nothing = torch.full((2,), torch.nan)
    if now is None:
        for uid in (*PARTS, "here", "next"):
            arrays[f"{uid}.x"] = arrays[f"{uid}.y"] = nothing
        return arrays
    length = float(torch.linalg.vector_norm(now.move).clamp(min=1e-9))
    half = 2.2 * length
    here = now.theta
    x, y, heights = heights_in(
        landscape(surface),
        float(here[0]) - 1.35 * half, float(here[0]) + 1.35 * half, float(here[1]) - half, float(here[1]) + half,
        31,
    )  # fmt: skip
    arrays |= {"ground.x": x, "ground.y": y, "ground.z": heights}
    averaged = now.m_hat if bool(now.m_hat.isfinite().all()) else nothing
    scaled = now.d / now.r if bool(now.v.isfinite().all()) else nothing
    for part, (uid, way) in enumerate(zip(PARTS, (-now.g, -averaged, -scaled, now.move), strict=True), 1):
        size = torch.linalg.vector_norm(way)
        arrow = way if uid == "move" else way / size * length * LONGER
        known = part <= parts and bool(size > 0)
        end = here + arrow if known else nothing
        arrays[f"{uid}.x"], arrays[f"{uid}.y"] = torch.stack([here, end]).T
    arrays["here.x"], arrays["here.y"] = here[:, None]
    end = here + now.move if parts == 4 else nothing
    arrays["next.x"], arrays["next.y"] = end[:, None]
    return arrays


def draw_numbers(now: Update | None) -> dict[str, Tensor]:
    """Both coordinates of each piece of the update."""
    values = [[torch.nan] * 2 for _ in PIECES] if now is None else [getattr(now, name).tolist() for name in PIECES]
    first, second = torch.tensor(values, dtype=torch.float64).T
    return {"first": first, "second": second}


def draw_rule(now: Update | None, k: Rates) -> dict[str, Tensor]:
    """The update of the first coordinate with its numbers."""
    if now is None:
        return {}
    pieces = {"theta": now.theta, "d": now.d, "r": now.r, "eff": now.effective, "next": now.theta + now.move}
    return {name: value[:1] for name, value in pieces.items()} | {"alpha": torch.tensor([k.alpha])}


def draw_sweep(race: Race) -> dict[str, Tensor]:
    """Height at the end for every rate tried."""
    rate = torch.tensor(RATES, dtype=torch.float64)
    arrays = {}
    for r, final in enumerate(race.sweep.clamp(min=1e-16)):
        arrays[f"racer{r}.x"], arrays[f"racer{r}.y"] = rate, final
    at = (rate[:, None] == race.best_rate).int().argmax(0)  # (R,)
    return arrays | {"best.x": race.best_rate, "best.y": race.sweep.clamp(min=1e-16)[torch.arange(len(at)), at]}


def draw_basins(found: Basins, surface: Surface, steps: int) -> dict[str, Tensor]:
    """Colour: the place reached. Strength: how soon."""
    left, right, low, high = WINDOWS[surface.kind]
    size = torch.tensor([(right - left) / 2, (high - low) / 2], dtype=torch.float64)
    known = torch.tensor(MINIMA.get(surface.kind, ()), dtype=torch.float64).view(-1, 2)
    last = len(basin_names(surface.kind)) - 1
    classes, spare = [], len(known)
    for place in found.places:
        near = ((known - place) / size).abs().amax(-1) < 0.06  # (k,)
        if bool(near.any()):
            classes.append(int(near.int().argmax()))
        else:
            classes.append(min(spare, last))
            spare += 1
    table = torch.tensor([*classes, last])  # -1 is the last
    minimum = table[found.minimum]
    sure = (255 * (1 - 0.75 * (found.steps / steps).sqrt())).clamp(30, 255)
    return {
        "map": minimum.to(torch.uint8),
        "sure": torch.where(minimum == last, 40.0, sure).to(torch.uint8),
    }
