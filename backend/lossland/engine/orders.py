"""What a run's worker is asked next: so many steps, steps without end, or a look at how things stand."""

from __future__ import annotations

from dataclasses import replace

from lossland.engine.pacing import SLICE_SECONDS, Pacing
from lossland.runs.messages import Order

IN_FLIGHT = 3
"""Slices under way of a run that has its worker for itself, so that the worker never waits for the next order."""


class Orders:
    """What there is still to be done of one run. Times are seconds of one monotonic clock, given by the caller."""

    def __init__(self, run: str, *, endless: bool) -> None:
        self._run = run
        self._todo: int | None = None if endless else 0
        """Steps that are still to be made; None is without end."""
        self._asked = 0
        """So many of them are under way."""
        self._look = True
        self._unseen = False
        self.generation = 0
        """Orders of an earlier one make no steps any more."""
        self.pacing = Pacing()

    @property
    def endless(self) -> bool:
        """Whether steps are to be made until somebody says otherwise."""
        return self._todo is None

    @property
    def resting(self) -> bool:
        """Whether no step is to be made."""
        return self._todo == 0

    @property
    def none_left(self) -> bool:
        """Whether there is nothing at all to ask."""
        return self._todo == 0 and not self._look

    def play(self) -> None:
        """Steps without end."""
        self.pacing.begin()
        self._todo = None

    def more(self, steps: int) -> None:
        """So many steps besides those that are still to be made."""
        self._todo = (self._todo or 0) + steps

    def rest(self) -> None:
        """No more steps; those that are under way are made all the same."""
        self._todo = 0

    def halt(self) -> None:
        """No more steps, not even of the orders under way; then a look at where that was."""
        self._todo, self._asked, self._look = 0, 0, True
        self.generation += 1

    def look(self) -> None:
        """Something has changed: an answer is wanted even where no step is to be made."""
        self._look = True

    def look_away(self) -> None:
        """No answer is wanted."""
        self._look = False

    def begin(self, *, seen: bool) -> None:
        """A worker has taken the run up; where there is no picture of it yet, one comes before all steps.

        Orders may overtake each other on their way: none that makes steps is sent before that picture is stored.
        """
        self._look, self._unseen = True, not seen

    def lost(self) -> None:
        """Nothing is under way any more: it will be asked again."""
        self._asked = 0

    def made(self, steps: int, *, more_under_way: bool) -> None:
        """So many steps are made and stored."""
        self._unseen = False
        if self._todo is not None:
            self._todo = max(0, self._todo - steps)
            self._asked = min(self._asked, self._todo) if more_under_way else 0

    def depth(self, sharing: int, speed: float | None) -> int:
        """How many orders may be under way, where so many runs share the worker."""
        return IN_FLIGHT if sharing == 1 and self._todo is None and speed is None else 1

    def next(self, now: float, *, speed: float | None, sharing: int, readers: int) -> tuple[Order | None, float]:
        """The next thing to ask, or None and the seconds until there will be one (0: not before something happens)."""
        order = Order(self._run, self.generation, SLICE_SECONDS[1])
        if self._unseen or (self._todo is not None and self._todo - self._asked <= 0):
            if not self._look:
                return None, 0.0
            self._look = False
            return replace(order, steps=0, frame=True, keyframe=True), 0.0
        steps = None if self._todo is None else self._todo - self._asked
        if speed is not None and self._todo is None:
            steps, delay = self.pacing.due(now, speed)
            if steps == 0:
                return None, delay
        if self._todo is not None:
            self._asked += steps or 0
        budget, frame = self.pacing.next_slice(now, sharing, readers)
        self._look = False
        counted = self._todo is not None  # each slice may be the last: it is kept and shown
        return replace(order, budget=budget, frame=frame or counted, steps=steps, keyframe=counted), 0.0
