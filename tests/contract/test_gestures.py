"""How far a hand may go in every picture: as far as the fields allow that its gestures fill, and no farther."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from lossland.catalogue import describe
from lossland.lab import LabParams, Preset
from lossland.lab.gestures import SET_PARAMS, bounded, written
from lossland.lab.views.base import Gesture
from lossland.registry import AnyLab
from tests.support.registry import every_lab, every_preset


def send(lab: AnyLab, p: LabParams, gesture: Gesture, x: float, y: float) -> None:
    """Checks what the gesture sends at a place as the server does. Raises `ValidationError`."""
    values = {field: at for field, at in ((gesture.x, x), (gesture.y, y)) if field is not None}
    if gesture.action == SET_PARAMS:
        params: dict[str, Any] = p.model_dump()
        for path, value in values.items():
            *groups, name = path.split(".")
            group: Any = params
            for key in groups:
                group = group[key]
            group[int(name) if isinstance(group, list) else name] = value
        lab.Params.model_validate(params)
        return
    kinds = {kind.model_fields["kind"].default: kind for kind in lab.actions}
    index = {} if gesture.index is None else {gesture.index: 0}
    TypeAdapter(kinds[gesture.action]).validate_python({"kind": gesture.action, **index, **values}, strict=False)


def inside(within: tuple[float | None, float | None]) -> float:
    return next((end for end in within if end is not None), 0.0)


def assert_bounds(lab: AnyLab, p: LabParams) -> None:
    for figure in lab.figures(p).values():
        for gesture in getattr(bounded(lab, p, figure), "gestures", ()):
            ends = (gesture.x_within, gesture.y_within)
            x, y = map(inside, ends)
            send(lab, p, gesture, x, y)
            for axis, within in enumerate(ends):
                for end, outwards in zip(within, (-1, 1), strict=True):
                    far = 1e12 * outwards if end is None else end
                    send(lab, p, gesture, *((far, y) if axis == 0 else (x, far)))
                    if end is None:
                        continue
                    beyond = end + outwards * 1e-3 * max(1.0, abs(end))
                    with pytest.raises(ValidationError):
                        send(lab, p, gesture, *((beyond, y) if axis == 0 else (x, beyond)))


@every_lab
def test_hands_of_the_defaults(lab: AnyLab) -> None:
    assert_bounds(lab, lab.Params())


@every_lab
def test_the_catalogue_knows_them(lab: AnyLab) -> None:
    assert describe(lab)["figures"] == written(lab, lab.Params())


@every_preset
def test_hands_of_every_preset(lab: AnyLab, preset: Preset) -> None:
    assert_bounds(lab, lab.Params(**preset.params))
