"""A letter names one thing among the controls that a lab shows at one time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel

from lossland.registry import AnyLab
from tests.support.registry import every_lab


def variants(kind: Any) -> list[type[BaseModel]]:
    """The groups of parameters that a field may hold; none for a plain value or a list."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [kind]
    inner = [group for part in get_args(kind) for group in variants(part)] if kind is not tuple else []
    return [] if str(kind).startswith(("tuple", "list")) else inner


def named(model: type[BaseModel]) -> Iterator[list[tuple[str, str, str]]]:
    """For each choice among groups: symbol, title and condition of every control that it shows."""
    plain, chosen = [], []
    for field in model.model_fields.values():
        extra = field.json_schema_extra
        hints: Any = extra.get("x-lossland", {}) if isinstance(extra, dict) else {}
        if "symbol" in hints:
            title = str(field.title).rstrip(" 0123456789")  # of several alike
            plain.append((hints["symbol"], title, str(hints.get("when"))))
        chosen.append([item for group in variants(field.annotation) for item in named(group)])
    choices = [one for group in chosen for one in group] or [[]]
    for one in choices:
        yield plain + one


@every_lab
def test_a_symbol_stands_for_one_control(lab: AnyLab) -> None:
    for controls in named(lab.Params):
        found: dict[str, tuple[str, str]] = {}
        for symbol, title, when in controls:
            other, condition = found.setdefault(symbol, (title, when))
            assert other == title or condition != when, f"{symbol} is “{other}” and “{title}”"
