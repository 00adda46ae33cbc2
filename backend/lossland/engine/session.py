"""One run as a worker holds it: stepping, drawing and saving it in slices."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import perf_counter, thread_time
from types import MappingProxyType
from typing import Any

from lossland.engine.diagnosis import diagnose
from lossland.engine.frames import encode_frame
from lossland.engine.keeping import Keeping
from lossland.engine.record import Record
from lossland.engine.trajectory import Trajectory
from lossland.lab import LabParams
from lossland.lab.text import T
from lossland.registry import AnyLab
from lossland.runs.blocks import until
from lossland.runs.landmarks import is_landmark
from lossland.runs.messages import Checkpoint, Control, Failure, Keyframe, LogEntry, Opening, Order, Slice
from lossland.runs.reasons import why

logger = logging.getLogger(__name__)


class Session:
    """A run on its worker. Every method but `post` is called on the compute thread."""

    def __init__(self, lab: AnyLab, opening: Opening, assets: Mapping[str, object] = MappingProxyType({})) -> None:
        self.lab = lab
        self.opening = opening
        self.mailbox: deque[Control] = deque()
        self.generation = opening.generation
        self.used = 0.0
        self.slices = 0
        self._keeping = Keeping(opening.keyframes, perf_counter())
        self._run = Trajectory(lab, opening, assets)
        self.device = self._run.device
        self._anchor = opening.checkpoint or self._run.checkpoint()
        """The checkpoint from which a later divergence is repeated, with the controls since then."""
        self._since: list[LogEntry] = list(opening.log)

    @property
    def step(self) -> int:
        """The last step made."""
        return self._run.step

    @property
    def state(self) -> Any:
        """The lab's state after it."""
        return self._run.state

    @property
    def p(self) -> LabParams:
        """The parameters in force."""
        return self._run.p

    def post(self, controls: tuple[Control, ...], generation: int) -> None:
        """Leaves controls to be applied before the next step; a newer generation stops slices ordered before it."""
        self.mailbox.extend(controls)
        self.generation = max(self.generation, generation)

    def advance(self, order: Order) -> Slice:
        """Steps until the budget, the number of steps or the generation ends the slice, then saves and draws."""
        began, worked = perf_counter(), thread_time()
        run = self._run
        record: Record | None = None
        made = Made()
        finished, failure = False, None
        try:
            with run.randomness:
                self._replay(began + order.budget)
                record = Record(run.step + 1)
                if not run.replaying:
                    self._apply_posted(made)
            if not run.replaying:
                finished = self._steps(order, began + order.budget, record, made)
        except Exception as error:
            logger.exception("run %s: %s failed after step %d", self.opening.run, self.lab.slug, run.step)
            failure = Failure("failed", run.step + 1, None, f"{type(error).__name__}: {error}")
        block, bad = record.block() if record else (None, None)
        if bad is not None or failure is not None:
            failure = diagnose(run, self._anchor, self._since, bad) or failure
            if failure is not None:
                block = block and until(block, failure.step - 1)
                made.keyframes = [kept for kept in made.keyframes if kept.checkpoint.step < failure.step]
        try:
            drawn = self._outputs(order, made, finished, failure, rests=block is None)
        except Exception as error:
            logger.exception("run %s: %s could not be drawn at step %d", self.opening.run, self.lab.slug, run.step)
            failure = failure or Failure("failed", run.step, None, f"drawing: {type(error).__name__}: {error}")
            drawn = {}
        seconds = perf_counter() - began
        self.used += thread_time() - worked  # what other work on the machine has taken from it is not held against it
        number, self.slices = self.slices, self.slices + 1
        stored = record.first - 1 if record else run.step
        return Slice(
            run=self.opening.run,
            number=number,
            step=max(self.opening.replay_to, block.last if block else stored),
            params=run.plain,
            block=block,
            applied=tuple(made.applied),
            refused=tuple(made.refused),
            seconds=seconds,
            finished=finished,
            failure=failure,
            replaying=run.replaying,
            **drawn,
        )

    def draw(self, *, measured: bool = False) -> bytes:
        """The frame of the state as it stands, with its metrics where no step has told them."""
        run = self._run
        with run.randomness:
            metrics = self.lab.measure(run.state, run.p) if measured else {}
            return encode_frame(run.step, self.lab.draw(run.state, run.p), metrics)

    def _replay(self, deadline: float) -> None:
        """Repeats steps that are stored already, with their logged controls, until all are done or time is up."""
        run = self._run
        run.apply_logged()
        while run.replaying:
            run.update()
            run.apply_logged()
            if perf_counter() >= deadline:
                return

    def _steps(self, order: Order, deadline: float, record: Record, made: Made) -> bool:
        """The updates of a slice, with a keyframe at each landmark; whether the run has reached its end."""
        run, most = self._run, self.opening.max_steps
        limit = most if order.steps is None else run.step + order.steps
        while run.step < limit and order.generation == self.generation:
            with run.randomness:
                if self._stretch(limit, order, deadline, record, made):
                    return True
            if self._is_landmark(run.step) and run.step >= record.first:
                # no anchor: whether all is finite here is known when the slice's metrics have been read
                made.keyframes.append(Keyframe(run.checkpoint(), self.draw()))
            if perf_counter() >= deadline:
                break
        return run.step >= most

    def _stretch(self, limit: int, order: Order, deadline: float, record: Record, made: Made) -> bool:
        """Updates up to the next landmark or the end of the slice; whether the lab has reached its end."""
        lab, run = self.lab, self._run
        while run.step < limit and order.generation == self.generation:
            if lab.done(run.state, run.p):
                return True
            record.add(run.update())
            if self.mailbox:
                self._apply_posted(made)
            if self._is_landmark(run.step) or perf_counter() >= deadline:
                break
        return False

    def _is_landmark(self, step: int) -> bool:
        return is_landmark(step, self.opening.origin)

    def _apply_posted(self, made: Made) -> None:
        while self.mailbox:
            control = self.mailbox.popleft()
            try:
                self._run.apply(control)
            except ValueError as error:
                made.refused.append((control.id, why(error)))
            else:
                entry = LogEntry(self._run.step, control)
                made.applied.append(entry)
                self._since.append(entry)

    def _outputs(
        self, order: Order, made: Made, finished: bool, failure: Failure | None, *, rests: bool
    ) -> dict[str, Any]:
        """The frame, the keyframe and the recovery checkpoint that are due; `rests`: no step was made."""
        failed = failure is not None and failure.kind == "failed"
        if self._run.replaying or failed:
            return {}
        now = perf_counter()
        wanted = order.frame or made.applied or finished or failure
        frame = self.draw(measured=rests and failure is None) if wanted else None
        drawing = perf_counter() - now
        last = order.keyframe or finished or failure is not None
        keyframes = made.keyframes
        recovery = None
        moved = self._anchor.step != self._run.step
        if last or self._keeping.keyframe_due(now, moved=moved):
            keyframes = [*keyframes, Keyframe(self._take_anchor(), frame or self.draw())]
            self._keeping.kept_keyframe(now, perf_counter() - now)
        elif self._keeping.recovery_due(now):
            recovery = self._take_anchor()
            self._keeping.kept(now, perf_counter() - now)
        return {"frame": frame, "keyframes": tuple(keyframes), "recovery": recovery, "drawing": drawing}

    def _take_anchor(self) -> Checkpoint:
        self._anchor, self._since = self._run.checkpoint(), []
        return self._anchor


@dataclass
class Made:
    """What became of the controls that a slice found in the mailbox."""

    applied: list[LogEntry] = field(default_factory=list)
    refused: list[tuple[str, T]] = field(default_factory=list)
    """(control id, why)"""
    keyframes: list[Keyframe] = field(default_factory=list)
    """Those at landmarks."""
