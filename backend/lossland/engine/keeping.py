"""When a run's state is kept: as a keyframe for the timeline, or for a worker that takes the run over."""

from __future__ import annotations

KEYFRAMES = 200
"""Keyframes of one run after which they are taken half as often."""
KEYFRAME_SHARE = 200
"""A keyframe is taken at most once in this many times its own cost."""
RECOVERY_SECONDS = 5.0
RECOVERY_SHARE = 50


class Keeping:
    """What is due by the time and by what it costs. Times are seconds of one monotonic clock, given by the caller."""

    def __init__(self, keyframes: int, now: float) -> None:
        self._keyframes = keyframes
        self._keyframe_gap = 0.0
        self._keyframe_at = 0.0
        self._recovery_at = now + RECOVERY_SECONDS

    def keyframe_due(self, now: float, *, moved: bool) -> bool:
        """Whether the timeline should have one; of a state that has not moved it wants only the first."""
        return self._keyframes == 0 or (moved and now >= self._keyframe_at)

    def recovery_due(self, now: float) -> bool:
        """Whether a worker that is lost now would leave too much to be repeated."""
        return now >= self._recovery_at

    def kept_keyframe(self, began: float, cost: float) -> None:
        """A keyframe was made, its picture included: it counts as a checkpoint too."""
        self._keyframes += 1
        if self._keyframes % KEYFRAMES == 0:
            self._keyframe_gap = max(self._keyframe_gap, KEYFRAME_SHARE * cost) * 2
            self._keyframes = KEYFRAMES // 2
        self._keyframe_at = began + max(KEYFRAME_SHARE * cost, self._keyframe_gap)
        self.kept(began, cost)

    def kept(self, began: float, cost: float) -> None:
        """A checkpoint was made."""
        self._recovery_at = began + max(RECOVERY_SECONDS, RECOVERY_SHARE * cost)
