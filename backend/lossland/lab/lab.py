"""A lab: one experiment, and what the page, the REST API, the exports and the docs show of it.

The engine calls `start` once, then `step` over and over, and `draw` when somebody watches. Methods keep nothing on
`self`: all that changes lives in the state `S`, a dataclass.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, Never, TypeVar

from typing_extensions import TypeVar as Defaulted

from lossland.lab.params import LabParams, Params
from lossland.lab.reel import Still, stills
from lossland.lab.teaching import Moment, Prediction, Tour
from lossland.lab.text import T
from lossland.lab.trained import Reader, Trained

if TYPE_CHECKING:
    import torch
    from torch import Tensor

    from lossland.lab.views import Figure

Arrays = Mapping[str, "Tensor"]
"""One view's share of a frame: name -> tensor. f4, u1, i2 or i4 after encoding; floating tensors travel as f4."""


class Action(Params):
    """Base of what a user may do to a running state (edit a weight, drag a point): a subclass with a `kind` literal."""

    kind: str


@dataclass(frozen=True)
class Metric:
    """A number that `step` reports."""

    title: T
    headline: bool = False
    """Shown large beside Play."""
    percent: bool = False
    """A fraction to be shown as a percentage."""
    better: Literal["less", "more"] | None = None
    """Whether a run gets better as it falls or as it rises: then its best value and its accidents are told."""
    when: Mapping[str, list[str]] = field(default_factory=dict)
    """Shown large only for these values of structural parameters, as a control's `when`."""


@dataclass(frozen=True)
class Preset:
    """A named set of parameter values, each laid over the defaults."""

    slug: str
    title: T
    summary: T
    params: Mapping[str, Any]
    view: str | None = None
    """The view that it is about: the page opens its tab."""
    speed: float | None = None
    """Steps a second that Play begins with; None is the lab's."""


@dataclass(frozen=True)
class Pace:
    """Speeds in steps a second where structural parameters have these values, instead of the lab's."""

    when: Mapping[str, list[str]]
    speed: float | None
    top_speed: float | None


Layout = tuple[tuple[str | tuple[str, ...], ...], ...]
"""Rows of cells from the top; a cell is a view's name, or several names shown as tabs. The first cell is the main one."""

P = TypeVar("P", bound=LabParams)
S = TypeVar("S")
A = Defaulted("A", default=Never)
"""The union of the lab's actions."""


class Experiment(ABC, Generic[P, S, A]):
    """What is computed: parameters, state, and how a step changes it. Students read it, exports carry it.

    A state's fields are tensors, modules, optimizers, `torch.Generator`s, plain values, nested dataclasses, and lists or
    dicts of these. What `draw` needs is in the state.
    """

    slug: ClassVar[str]
    Params: ClassVar[type[LabParams]]
    actions: ClassVar[tuple[type[Action], ...]] = ()

    @abstractmethod
    def start(self, p: P, rng: torch.Generator, device: torch.device) -> S:
        """The state before the first update. `rng` is a seeded CPU generator; keep it in the state to draw later."""

    def adopt(self, s: S, p: P, old: P | None) -> None:
        """Makes what `s` derives from parameters fit `p`: after `start`, after a restore, and after every change.

        `old` are those that were in force, None where nothing derived is there yet. What a change does not touch is left
        alone, so that a parameter that only a picture reads costs nothing. An instant lab computes here.
        """

    def step(self, s: S, p: P) -> dict[str, Tensor]:
        """One update of `s` in place. Returns 0-d tensors by metric name (no `.item()`); a name may be absent."""
        raise TypeError(f"{self.slug} is an instant lab: it has no step")

    def measure(self, s: S, p: P) -> dict[str, Tensor]:
        """The metrics of `s` as it stands, by the names that `step` uses; what only a step can tell is left out.

        Shown while no step is made: of a start, and of what a hand has changed in a run that rests. Changes nothing.
        """
        return {}

    def act(self, s: S, p: P, action: A) -> None:
        """Applies one of the lab's actions to `s`. Raises `Refused` when the action cannot be applied."""
        raise TypeError(f"{self.slug} has no actions")

    def done(self, s: S, p: P) -> bool:
        """Whether the run has reached its end."""
        return False


class Lab(Experiment[P, S, A]):
    """An experiment with its face: what it is called, what it reports, and its pictures."""

    part: ClassVar[str]
    """The part of the course, which is the folder that the lab lies in."""
    title: ClassVar[T]
    summary: ClassVar[T]
    question: ClassVar[T]
    topics: ClassVar[tuple[T, ...]] = ()
    """Exam topics of the course that the lab covers."""
    metrics: ClassVar[Mapping[str, Metric]] = {}
    presets: ClassVar[tuple[Preset, ...]] = ()
    layout: ClassVar[Layout]
    drives: ClassVar[str]
    """The parameter whose control moves the main picture most: where a screen is small it stays beside Play."""
    speed: ClassVar[float | None] = None
    """Steps a second that Play begins with; None is as fast as it goes."""
    top_speed: ClassVar[float | None] = None
    """Steps a second beyond which nothing can be watched: the page does not go faster by itself."""
    paces: ClassVar[tuple[Pace, ...]] = ()
    """Where another study has other speeds; the first that holds counts."""
    at_once: ClassVar[Mapping[str, list[str]]] = {}
    """Structural parameters, and values of all of them with which there is nothing to play: such a start is `done`, and the
    page shows it as it shows an instant lab. Nothing where every run has steps."""
    moments: ClassVar[tuple[Moment, ...]] = ()
    reel: ClassVar[tuple[Still, ...]] = stills(0, 4, 10, 25, 60, 150, 400, 1000)
    """What the lab's card in the catalogue plays."""
    result: ClassVar[tuple[str, int] | None] = None
    """View of pictures, and which of its pictures is what a run makes: to be had as a PNG."""
    predictions: ClassVar[Mapping[str, Prediction]] = {}
    """Questions by preset (`""`: the defaults), asked before Play."""
    tour: ClassVar[Tour | None] = None
    """The guided first minute of the lab."""

    @abstractmethod
    def figures(self, p: P) -> dict[str, Figure]:
        """The views by name, without data that changes. Reads structural parameters only."""

    @abstractmethod
    def draw(self, s: S, p: P) -> dict[str, Arrays]:
        """The arrays of a frame by view name. Changes nothing in `s` and draws no random numbers."""

    def trained(self, s: S, p: P) -> Trained | None:
        """The network of `s` that can be asked something once it is kept under a name; None where there is none."""
        return None

    def reader(self, p: P, classes: tuple[T, ...]) -> Reader:
        """The network that `trained` has, built from parameters alone, without data: its weights are filled in."""
        raise TypeError(f"{self.slug} trains nothing that could be asked")

    @property
    def instant(self) -> bool:
        """An instant lab has no `step`: a parameter change asks for one frame."""
        return type(self).step is Experiment.step
