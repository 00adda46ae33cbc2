"""One table of a lab's pictures: how each is built once, and what a frame gives it.

    VIEWS: dict[str, Picture[LearningRateParams, Seen]] = {"race": race, "valley": valley, "error": Still(Curves(...))}

A picture is a module with `figure` and `draw`, or anything else that has both; either may say None.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from lossland.lab.lab import Arrays
from lossland.lab.views import Figure

P_contra = TypeVar("P_contra", contravariant=True)
Q_contra = TypeVar("Q_contra", contravariant=True)
"""What the pictures of a lab see of a state: often a class `Seen` with what several of them need."""


class Picture(Protocol[P_contra, Q_contra]):
    """How a picture looks, and what is in it now."""

    def figure(self, p: P_contra, /) -> Figure | None:
        """The view, without data that changes; None where these parameters have no such picture."""

    def draw(self, seen: Q_contra, /) -> Arrays | None:
        """Its arrays; None where a frame carries nothing for it."""


@dataclass(frozen=True)
class Still:
    """A view that is always the same and that frames carry nothing for: curves of metrics.

    `when` are parameters and the values they must have, as for controls and metrics; else there is no such view.
    """

    view: Figure
    when: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def figure(self, p: object, /) -> Figure | None:
        """The view, where it is there."""
        return self.view if all(_kind(p, name) in allowed for name, allowed in self.when.items()) else None

    def draw(self, seen: object, /) -> None:
        """Nothing."""


def _kind(p: object, name: str) -> object:
    """The value of a parameter; of one that is a union which of its kinds it is."""
    value = getattr(p, name)
    return getattr(value, "kind", value)


def figures_of(views: Mapping[str, Picture[P_contra, Any]], p: P_contra) -> dict[str, Figure]:
    """The views that these parameters have, by name."""
    return {name: figure for name, view in views.items() if (figure := view.figure(p)) is not None}


def arrays_of(views: Mapping[str, Picture[Any, Q_contra]], seen: Q_contra) -> dict[str, Arrays]:
    """The arrays of a frame by view name."""
    return {name: arrays for name, view in views.items() if (arrays := view.draw(seen)) is not None}
