"""A lab's main picture at a few moments of real runs, small enough to be sent for every card of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from lossland.engine.frames import typed_array
from lossland.engine.numerics import fix_numerics
from lossland.engine.trajectory import Trajectory
from lossland.registry import AnyLab
from lossland.runs.messages import Opening

MOST_CELLS = 64
"""Of a map, along each side."""
DROPPED_BITS = 13
"""Of the 23 bits after the point of a float: three decimal digits stay, and the rest compresses to nothing."""
WORDS = frozenset({"customdata", "text", "hovertext"})


def thumbnail(lab: AnyLab) -> dict[str, Any] | None:
    """`{"view", "figure", "frames"}`: each frame has the arrays that differ from those before. None without a picture."""
    fix_numerics()
    run: Trajectory | None = None
    frames: list[dict[str, Any]] = []
    shown: dict[str, Any] = {}
    figure = None
    name = hero(lab)
    before: Mapping[str, Any] | None = None
    for still in lab.reel:
        if run is None or still.params != before or still.step < run.step:
            run = begun(lab, still.params)
            before = still.params
        with run.randomness:
            while run.step < still.step and not lab.done(run.state, run.p):
                run.update()
            views = lab.draw(run.state, run.p)
        figure = figure or lab.figures(run.p)[name]
        arrays = {key: typed_array(light(tensor)) for key, tensor in views.get(name, {}).items() if drawn(key)}
        frames.append({key: array for key, array in arrays.items() if shown.get(key) != array})
        shown |= arrays
    if figure is None:
        return None
    return {"view": name, "figure": figure.model_dump(mode="json"), "frames": frames}


def hero(lab: AnyLab) -> str:
    """The lab's main view."""
    cell = lab.layout[0][0]
    return cell if isinstance(cell, str) else cell[0]


def begun(lab: AnyLab, params: Mapping[str, Any]) -> Trajectory:
    """A run with seed 0."""
    plain = lab.Params(**params).model_dump(mode="json")
    return Trajectory(lab, Opening("thumbnail", lab.slug, 0, "cpu", start_params=plain), {})


def drawn(key: str) -> bool:
    """Whether a small picture has a use for an array."""
    return WORDS.isdisjoint(key.split("."))


def light(tensor: Tensor) -> Tensor:
    """Fewer cells of a map, fewer digits of a float."""
    if tensor.dim() == 2 and min(tensor.shape) > 2:
        down, across = (-(-size // MOST_CELLS) for size in tensor.shape)
        tensor = tensor[down // 2 :: down, across // 2 :: across]
    if not tensor.is_floating_point():
        return tensor
    bits = tensor.detach().to(torch.float32).cpu().contiguous().view(torch.int32)
    return (bits & ~((1 << DROPPED_BITS) - 1)).view(torch.float32)
