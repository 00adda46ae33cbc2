"""How long a run's next slice may take, whether a picture comes with it, and when a slowed run is due."""

from __future__ import annotations

SLICE_SECONDS = (0.010, 0.060)
ROUND_SECONDS = 0.200
"""All the runs of a worker should get a slice within this time."""
FIRST_SLICES = 3
"""So many slices after a start are as short as can be and bring a picture each: whoever pressed Play sees it move."""
FRAME_SECONDS = 0.040
"""From picture to picture. A slice of a run that has its worker for itself takes as long: each brings a picture."""
SENDING_SECONDS = 0.00025
"""From picture to picture for each reader: sending one takes the server half as long, and it has other things to do."""
DRAWING_SHARE = 3
"""Drawing takes at most one part in so many of the time: what is slow to draw comes less often."""


class Pacing:
    """The clock of one run. Times are seconds of one monotonic clock, given by the caller."""

    def __init__(self) -> None:
        self._first = FIRST_SLICES
        self._frame_due = 0.0
        self._step_due = 0.0
        self._drawing = 0.0

    def begin(self) -> None:
        """The run starts to play: its first slices are short."""
        self._first = FIRST_SLICES

    def look(self) -> None:
        """Somebody wants to see the run: the next slice brings a picture."""
        self._frame_due = 0.0

    def drew(self, seconds: float) -> None:
        """What the last picture cost."""
        self._drawing = seconds

    def speed_changed(self) -> None:
        """The next step of a slowed run is due now."""
        self._step_due = 0.0

    def next_slice(self, now: float, runs: int, readers: int) -> tuple[float, bool]:
        """Budget of the next slice, and whether it ends in a picture. `runs` share the worker; `readers` watch this one."""
        alone = runs == 1
        rhythm = max(DRAWING_SHARE * self._drawing, FRAME_SECONDS, SENDING_SECONDS * readers)
        if self._first > 0:
            self._first -= 1
            budget, frame = SLICE_SECONDS[0], True
        else:
            budget = (
                rhythm - self._drawing if alone else min(max(ROUND_SECONDS / runs, SLICE_SECONDS[0]), SLICE_SECONDS[1])
            )
            frame = readers > 0 and now >= self._frame_due
        if frame:
            self._frame_due = now + (rhythm / 2 if alone else rhythm)
        return budget, frame

    def due(self, now: float, speed: float) -> tuple[int, float]:
        """How many steps a run of `speed` steps a second makes now; if none, in how many seconds it does."""
        if now < self._step_due:
            return 0, self._step_due - now
        period = max(1.0 / speed, FRAME_SECONDS)
        late = now - self._step_due
        self._step_due = (self._step_due if late < period else now) + period
        return max(1, round(speed * period)), 0.0
