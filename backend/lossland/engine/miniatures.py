"""Views of a lab at moments of real runs, small: what its card in the catalogue plays, and what its lesson shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import avg_pool2d

from lossland.engine.frames import typed_array
from lossland.engine.numerics import fix_numerics
from lossland.engine.trajectory import Trajectory
from lossland.lab import Arrays, LabParams
from lossland.lab.illustrations import Illustration
from lossland.lab.reel import Still
from lossland.registry import AnyLab, RegistryError
from lossland.runs.messages import Opening

MOST_CELLS = 64
"""Of a map, along each side."""
MOST_POINTS = 400
"""Of a cloud."""
DROPPED_BITS = 13
"""Of the 23 bits after the point of a float: three decimal digits stay, and the rest compresses to nothing."""
SHADES = 0b11111000
"""Of a photograph: the bits of a byte that stay."""
WORDS = frozenset({"customdata", "text", "hovertext"})
WORDY = frozenset({"curves", "table", "formula"})
"""Kinds of views that the page does not draw small."""


class Reached(NamedTuple):
    """Where a run stands; its arrays hold until it goes on."""

    step: int
    p: LabParams
    views: Mapping[str, Arrays]


def thumbnail(lab: AnyLab) -> dict[str, Any] | None:
    """The lab's main picture at the moments of its reel. None without a picture."""
    return miniature(lab, hero(lab), reached(lab, lab.reel))


def illustrations(lab: AnyLab, wanted: Iterable[Illustration]) -> dict[str, Any]:
    """By address, each with a single frame. A run goes on from one to the next of the same preset."""
    params: dict[str | None, Mapping[str, Any]] = {preset.slug: preset.params for preset in lab.presets}
    params[None] = {}
    ordered = sorted(dict.fromkeys(wanted), key=lambda one: (one.preset or "", one.step))
    for one in ordered:
        if one.preset not in params:
            raise wrong(lab, one, f"there is no such preset among {[preset.slug for preset in lab.presets]}")
    places = reached(lab, (Still(one.step, params[one.preset]) for one in ordered))
    return {one.address: illustrated(lab, one, place) for one, place in zip(ordered, places, strict=True)}


def illustrated(lab: AnyLab, one: Illustration, place: Reached) -> dict[str, Any] | None:
    """One of a lesson's pictures, which must exist there."""
    if one.step != place.step:
        raise wrong(lab, one, f"the run ends at step {place.step}")
    figures = lab.figures(place.p)
    small = [name for name, figure in figures.items() if figure.kind not in WORDY and place.views.get(name)]
    if one.view not in small:
        raise wrong(lab, one, f"the views that can be drawn small there are {small}")
    return miniature(lab, one.view, [place])


def wrong(lab: AnyLab, one: Illustration, why: str) -> RegistryError:
    """What is said of a picture that there is not."""
    return RegistryError(f"the lesson of {lab.slug} shows {one.address!r}, but {why}")


def miniature(lab: AnyLab, view: str, places: Iterable[Reached]) -> dict[str, Any] | None:
    """`{"view", "figure", "frames"}`: each frame has the arrays that differ from those before. None without frames."""
    figure = None
    frames: list[dict[str, Any]] = []
    shown: dict[str, Any] = {}
    for place in places:
        figure = figure or lab.figures(place.p)[view]
        seen = place.views.get(view, {})
        seen = smaller(seen) if figure.kind == "boxes" else fewer(seen) if figure.kind == "cloud" else seen
        arrays = {key: typed_array(light(tensor)) for key, tensor in seen.items() if drawn(key)}
        frames.append({key: array for key, array in arrays.items() if shown.get(key) != array})
        shown |= arrays
    if figure is None:
        return None
    return {"view": view, "figure": figure.model_dump(mode="json"), "frames": frames}


def reached(lab: AnyLab, stills: Iterable[Still]) -> Iterator[Reached]:
    """Runs with seed 0 at these moments, or at their end before."""
    fix_numerics()
    run: Trajectory | None = None
    before: Mapping[str, Any] | None = None
    for still in stills:
        if run is None or still.params != before or still.step < run.step:
            run = begun(lab, still.params)
            before = still.params
        with run.randomness:
            while run.step < still.step and not (lab.instant or lab.done(run.state, run.p)):
                run.update()
            views = lab.draw(run.state, run.p)
        yield Reached(run.step, run.p, views)


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


def smaller(arrays: Arrays) -> Arrays:
    """A picture with boxes or points in fewer pixels, in which these are given."""
    if "picture" not in arrays or not len(arrays["picture"]):
        return arrays
    picture = arrays["picture"]
    k = -(-max(picture.shape[:2]) // (2 * MOST_CELLS))
    means = avg_pool2d(picture.permute(2, 0, 1)[None].float(), k, ceil_mode=True)[0]  # (3, h / k, w / k)
    placed = {name: arrays[name] / k for name in ("boxes", "points", "aims") if name in arrays}
    return {**arrays, "picture": means.permute(1, 2, 0).to(torch.uint8) & SHADES, **placed}


def fewer(arrays: Arrays) -> Arrays:
    """A cloud of at most so many points, without what a small picture has no room for."""
    k = -(-len(arrays["points"]) // MOST_POINTS)
    return {name: arrays[name][::k] for name in ("points", "group") if name in arrays}


def light(tensor: Tensor) -> Tensor:
    """Fewer cells of a map, fewer pixels and shades of photographs, fewer digits of a float."""
    if tensor.dim() == 4:
        k = -(-max(tensor.shape[1:3]) // MOST_CELLS)
        means = avg_pool2d(tensor.permute(0, 3, 1, 2).float(), k, ceil_mode=True)  # (n, 3, h / k, w / k)
        return means.permute(0, 2, 3, 1).to(torch.uint8) & SHADES
    if tensor.dim() == 2 and min(tensor.shape) > 3:  # else it is a list of places
        down, across = (-(-size // MOST_CELLS) for size in tensor.shape)
        tensor = tensor[down // 2 :: down, across // 2 :: across]
    if not tensor.is_floating_point():
        return tensor
    bits = tensor.detach().to(torch.float32).cpu().contiguous().view(torch.int32)
    return (bits & ~((1 << DROPPED_BITS) - 1)).view(torch.float32)
