"""The figures as the page takes them. Each gesture has how far a hand may go: the bounds of the fields that it fills."""

from __future__ import annotations

from functools import reduce
from typing import Any, get_args

from pydantic import BaseModel

from lossland.lab.lab import Lab
from lossland.lab.params import LabParams
from lossland.lab.views import Figure
from lossland.lab.views.base import Gesture, Within

SET_PARAMS = "set_params"


def written(lab: Lab[Any, Any, Any], p: LabParams) -> dict[str, Any]:
    """The lab's figures beside the parameters `p`, as JSON, by name."""
    return {name: bounded(lab, p, figure).model_dump(mode="json") for name, figure in lab.figures(p).items()}


def bounded(lab: Lab[Any, Any, Any], p: LabParams, figure: Figure) -> Figure:
    """The figure, its gestures with what their fields allow beside the parameters `p`."""
    gestures: tuple[Gesture, ...] = getattr(figure, "gestures", ())
    if not gestures:
        return figure

    def within(gesture: Gesture, field: str | None) -> Within:
        if field is None:
            return (None, None)
        return _of_parameter(p, field) if gesture.action == SET_PARAMS else _of_action(lab, gesture.action, field)

    filled = [
        gesture.model_copy(update={"x_within": within(gesture, gesture.x), "y_within": within(gesture, gesture.y)})
        for gesture in gestures
    ]
    return figure.model_copy(update={"gestures": tuple(filled)})


def _of_parameter(p: BaseModel, path: str) -> Within:
    *groups, name = path.split(".")
    if name.isdigit():  # a place in a list of numbers
        *groups, name = groups
        (item,) = get_args(type(reduce(getattr, groups, p)).model_fields[name].annotation)
        return _ends(next(extra.metadata for extra in get_args(item)[1:]))
    return _bounds(type(reduce(getattr, groups, p)), name)


def _of_action(lab: Lab[Any, Any, Any], kind: str, field: str) -> Within:
    return _bounds(next(action for action in lab.actions if action.model_fields["kind"].default == kind), field)


def _bounds(model: type[BaseModel], name: str) -> Within:
    """The inclusive bounds that pydantic keeps as the field's metadata."""
    return _ends(model.model_fields[name].metadata)


def _ends(metadata: list[Any]) -> Within:
    lows = [item.ge for item in metadata if hasattr(item, "ge")]
    highs = [item.le for item in metadata if hasattr(item, "le")]
    return (max(lows, default=None), min(highs, default=None))
