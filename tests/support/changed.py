"""A lab's defaults with one parameter changed that needs no new start."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lossland.lab import LabParams
from lossland.registry import AnyLab


def changed(lab: AnyLab) -> Iterator[tuple[str, LabParams]]:
    """The name of each such parameter, and valid parameters with another value of it."""
    default = lab.Params()
    for name, node in lab.Params.model_json_schema()["properties"].items():
        if node["x-lossland"]["change"] != "structural":
            for value in other_values(node, getattr(default, name)):
                yield name, lab.Params.model_validate({**default.model_dump(mode="json"), name: value})


def other_values(node: dict[str, Any], default: Any) -> list[Any]:
    """Some allowed values of a parameter besides its default."""
    options = [node, *node.get("anyOf", [])]
    values: list[Any] = []
    for option in options:
        values += option.get("enum", [])
        values += [True, False] if option.get("type") == "boolean" else []
        if option.get("type") in ("integer", "number") and default is not None:
            values += [option[key] for key in ("minimum", "maximum") if key in option]
    return [value for value in values if value != default]
