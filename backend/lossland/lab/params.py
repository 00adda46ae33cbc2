"""What a lab's parameters are declared with: the base classes, and the hints that the page reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

from lossland.lab.text import T, localise

Change = Literal["structural", "live", "view"]
"""What a new value needs: a new start, the running state, or only another drawing."""


class Params(BaseModel):
    """Base of every group of parameters: unknown names and non-finite numbers are refused."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, frozen=True)


class LabParams(Params):
    """Base of a lab's own parameters: what the page shows as controls and a REST caller sends as `params`.

    Every field has a default, a `title` and a `description` as `T(en, zh)`, bounds if it is a number, and, through
    `json_schema_extra`, one of `structural()`, `live()` or `view()`. The allowed types are: bounded int and float,
    bool, `Literal` of strings, bounded lists of numbers or of pairs of numbers, nested `Params`, bounded
    tuples of them (`tuple[Racer, ...]`; a `when` inside names fields of the same row), unions of `Params` told apart by
    `kind`, references (`Ref`), and `... | None` of a number. A parameter `form` of "course" and "library" is the page's
    own switch between the two forms of the formulas.
    """


@dataclass(frozen=True)
class InLibrary:
    """What the library's form multiplies a number of the course's form by: arithmetic on parameters, "1 - p.beta"."""

    factor: str
    when: Mapping[str, list[str]] | None = None


def _hints(
    change: Change,
    *,
    scale: Literal["linear", "log"] = "linear",
    unit: T | None = None,
    group: T | None = None,
    symbol: str | None = None,
    advanced: bool = False,
    options: Mapping[str, T] | None = None,
    when: Mapping[str, list[str]] | None = None,
    library: InLibrary | None = None,
    hidden: bool = False,
    row_of: str | None = None,
    square: Literal[1, 2] | None = None,
    assets: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    unknown = [option for option in assets or () if option not in (options or ())]
    if unknown:
        raise ValueError(f"assets names {unknown[0]!r}, which is none of the options {list(options or ())}")
    hints: dict[str, Any] = {"change": change, "scale": scale, "advanced": advanced}
    hints |= {"hidden": True} if hidden else {}
    given = {
        "unit": unit,
        "group": group,
        "symbol": symbol,
        "options": options,
        "when": when,
        "library": library,
        "row_of": row_of,
        "square": square,
        "assets": assets,
    }
    hints.update({key: value for key, value in given.items() if value is not None})
    return {"x-lossland": localise(hints)}


def structural(**hints: Any) -> dict[str, Any]:
    """Hints of a parameter whose change needs a new start.

    Keywords: `scale` ("linear", "log"), `unit`, `group` (heading of the control), `symbol` (as in the lesson, plain
    text), `advanced`, `options` (label of each `Literal` value or union `kind`), `when` (other parameter -> values for
    which this control is shown; "layers.2" is the third of a list, and "*" any value), `library` (how the number changes
    where the page switches to the library's form), `hidden` (a picture sets it; it has no control), `row_of` (the list
    of rows that an integer is a place in, counted from 1, beyond the last is the last: its control names the rows),
    `square` (a list of numbers is the rows of a square, which grows by so many rows and columns at a time), `assets`
    (option -> what has to be fetched for it, by its name in `assets.listed`: the page says so where it is chosen).
    `ValueError` where `assets` names no option.
    """
    return _hints("structural", **hints)


def live(**hints: Any) -> dict[str, Any]:
    """Hints of a parameter that the running state takes between two steps. Keywords as in `structural`."""
    return _hints("live", **hints)


def view(**hints: Any) -> dict[str, Any]:
    """Hints of a parameter that only drawing reads. Keywords as in `structural`."""
    return _hints("view", **hints)


def change_of(field: FieldInfo) -> str:
    """What a new value of a parameter needs; what does not say so needs a new start."""
    extra = field.json_schema_extra
    hints = extra.get("x-lossland") if isinstance(extra, dict) else None
    return str(hints.get("change")) if isinstance(hints, dict) else "structural"


def structural_values(value: object) -> object:
    """The part of parameters that needs a new start when it changes, as plain values that can be compared."""
    if isinstance(value, BaseModel):
        kept = {}
        for name, field in type(value).model_fields.items():
            inner = getattr(value, name)
            if nested(inner) or change_of(field) == "structural":
                kept[name] = structural_values(inner)
        return type(value).__name__, kept
    return [structural_values(item) for item in value] if isinstance(value, list | tuple) else value


def nested(value: object) -> bool:
    """Whether a value holds parameters of its own: each of those says what its change needs."""
    rows = isinstance(value, tuple) and all(isinstance(item, BaseModel) for item in value)
    return isinstance(value, BaseModel) or (rows and value != ())
