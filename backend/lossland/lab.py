"""The contract between a lab and everything around it. A lab author reads this file and nothing else.

A lab is one Python file: parameters (pydantic), an algorithm (plain torch that reads like the textbook) and pictures.
The engine calls `start` once, then `step` over and over, and `draw` when somebody watches. The page, the REST API, the
notebook export and the docs are derived from what is declared here.
"""

from __future__ import annotations

import dataclasses
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict

from lossland.teaching import Prediction, Tour
from lossland.text import T as T
from lossland.text import localise

if TYPE_CHECKING:
    import torch
    from torch import Tensor

    from lossland.views import Figure

Arrays = Mapping[str, "Tensor"]
"""One view's share of a frame: name -> tensor. f4, u1, i2 or i4 after encoding; floating tensors travel as f4."""

Change = Literal["structural", "live", "view"]
"""What a new value needs: a new start, the running state, or only another drawing."""

PARTS: dict[str, T] = {
    "regression": T("Regression", "回归"),
    "networks": T("Networks and activations", "网络与激活函数"),
    "optimizers": T("Optimizers", "优化器"),
}
"""The parts of the course, in its order. A lab's `part` is one of these keys and the folder it lies in."""


class Params(BaseModel):
    """Base of every group of parameters: unknown names and non-finite numbers are refused."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, frozen=True)


class LabParams(Params):
    """Base of a lab's own parameters: what the page shows as controls and a REST caller sends as `params`.

    Every field has a default, a `title` and a `description` as `T(en, zh)`, bounds if it is a number, and, through
    `json_schema_extra`, one of `structural()`, `live()` or `view()`. The allowed types are: bounded int and float,
    bool, `Literal` of strings, bounded lists of numbers or of pairs of numbers, nested `Params`, bounded
    tuples of them (`tuple[Racer, ...]`; a `when` inside names fields of the same row), unions of `Params` told apart by
    `kind`, `DatasetRef`, and `... | None` of a number. A parameter `form` of "course" and "library" is the page's
    own switch between the two forms of the formulas.
    """


class InLibrary(NamedTuple):
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
) -> dict[str, Any]:
    hints: dict[str, Any] = {"change": change, "scale": scale, "advanced": advanced}
    given = {"unit": unit, "group": group, "symbol": symbol, "options": options, "when": when, "library": library}
    hints.update({key: value for key, value in given.items() if value is not None})
    return {"x-lossland": localise(hints)}


def structural(**hints: Any) -> dict[str, Any]:
    """Hints of a parameter whose change needs a new start.

    Keywords: `scale` ("linear", "log"), `unit`, `group` (heading of the control), `symbol` (as in the lesson, plain
    text), `advanced`, `options` (label of each `Literal` value or union `kind`), `when` (other parameter -> values for
    which this control is shown), `library` (how the number changes where the page switches to the library's form).
    """
    return _hints("structural", **hints)


def live(**hints: Any) -> dict[str, Any]:
    """Hints of a parameter that the running state takes between two steps. Keywords as in `structural`."""
    return _hints("live", **hints)


def view(**hints: Any) -> dict[str, Any]:
    """Hints of a parameter that only drawing reads. Keywords as in `structural`."""
    return _hints("view", **hints)


class Action(Params):
    """Base of what a user may do to a running state (edit a weight, drag a point): a subclass with a `kind` literal."""

    kind: str


class Metric(NamedTuple):
    """A number that `step` reports."""

    title: T
    headline: bool = False
    """Shown large beside Play."""
    percent: bool = False
    """A fraction to be shown as a percentage."""


class Preset(NamedTuple):
    """A named set of parameter values, each laid over the defaults."""

    slug: str
    title: T
    summary: T
    params: Mapping[str, Any]


Layout = tuple[tuple[str | tuple[str, ...], ...], ...]
"""Rows of cells from the top; a cell is a view's name, or several names shown as tabs. The first cell is the main one."""

P = TypeVar("P", bound=LabParams)
S = TypeVar("S")


def constant(**kwargs: Any) -> Any:
    """A dataclass field that `start` computes anew (the data) and that therefore is not saved."""
    return dataclasses.field(metadata={"constant": True}, **kwargs)


@dataclass
class Frozen:
    """The state of an instant lab that has none."""


class Lab(ABC, Generic[P, S]):
    """One experiment. Methods keep nothing on `self`: all that changes lives in the state `S`, a dataclass.

    A state's fields are tensors, modules, optimizers, `torch.Generator`s, plain values, nested dataclasses, and lists or
    dicts of these. What `draw` needs is in the state.
    """

    slug: ClassVar[str]
    part: ClassVar[str]
    title: ClassVar[T]
    summary: ClassVar[T]
    question: ClassVar[T]
    topics: ClassVar[tuple[T, ...]] = ()
    """Exam topics of the course that the lab covers."""
    Params: ClassVar[type[LabParams]]
    actions: ClassVar[tuple[type[Action], ...]] = ()
    metrics: ClassVar[Mapping[str, Metric]] = {}
    presets: ClassVar[tuple[Preset, ...]] = ()
    layout: ClassVar[Layout]
    speed: ClassVar[float | None] = None
    """Steps a second that Play begins with; None is as fast as it goes."""
    predictions: ClassVar[Mapping[str, Prediction]] = {}
    """Questions by preset (`""`: the defaults), asked before Play."""
    tour: ClassVar[Tour | None] = None
    """The guided first minute of the lab."""

    @abstractmethod
    def start(self, p: P, rng: torch.Generator, device: torch.device) -> S:
        """The state before the first update. `rng` is a seeded CPU generator; keep it in the state to draw later."""

    def step(self, s: S, p: P) -> dict[str, Tensor]:
        """One update of `s` in place. Returns 0-d tensors by metric name (no `.item()`); a name may be absent."""
        raise TypeError(f"{self.slug} is an instant lab: it has no step")

    def act(self, s: S, p: P, action: Action) -> None:
        """Applies one of the lab's actions to `s`. Raises `ValueError` in words when the action cannot be applied."""
        raise TypeError(f"{self.slug} has no actions")

    @abstractmethod
    def figures(self, p: P) -> dict[str, Figure]:
        """The views by name, without data that changes. Reads structural parameters only."""

    @abstractmethod
    def draw(self, s: S, p: P) -> dict[str, Arrays]:
        """The arrays of a frame by view name. Changes nothing in `s` and draws no random numbers."""

    def done(self, s: S, p: P) -> bool:
        """Whether the run has reached its end."""
        return False

    @property
    def instant(self) -> bool:
        """An instant lab has no `step`: a parameter change asks for one frame."""
        return type(self).step is Lab.step
