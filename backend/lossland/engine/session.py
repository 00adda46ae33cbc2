"""One run as a worker holds it: the state, the parameters in force, and stepping, drawing and saving it in slices."""

from __future__ import annotations

import logging
from collections import deque
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Any

import torch
from torch import Tensor

from lossland.engine import codec
from lossland.engine.frames import encode_frame
from lossland.engine.numerics import GlobalRandomness, choose
from lossland.engine.record import Record, cut
from lossland.engine.tables import resolve
from lossland.lab import LabParams
from lossland.lab.text import Refused, T
from lossland.registry import AnyLab
from lossland.runs.messages import (
    Checkpoint,
    Control,
    Failure,
    Keyframe,
    LogEntry,
    Opening,
    Order,
    Slice,
    Table,
)
from lossland.runs.reasons import why

logger = logging.getLogger(__name__)

KEYFRAMES = 200
"""Keyframes of one run after which they are taken half as often."""
KEYFRAME_SHARE = 200
"""A keyframe is taken at most once in this many times its own cost."""
RECOVERY_SECONDS = 5.0
RECOVERY_SHARE = 50

Row = dict[str, Tensor]


@dataclass
class Snapshot:
    """What a checkpoint holds: the lab's state and the run's own copy of torch's global generators."""

    state: Any
    randomness: list[Tensor] = field(default_factory=list)


class Session:
    """A run on its worker. Every method but `post` is called on the compute thread."""

    def __init__(self, lab: AnyLab, opening: Opening) -> None:
        self.lab = lab
        self.opening = opening
        self.device = choose(opening.device)
        self.mailbox: deque[Control] = deque()
        self.generation = opening.generation
        self.used = 0.0
        self.slices = 0
        self.keyframes = opening.keyframes
        self.keyframe_gap = 0.0
        self.keyframe_at = 0.0
        self.recovery_at = perf_counter() + RECOVERY_SECONDS
        self.pending = deque(opening.log)
        self._begin(opening.checkpoint)
        self.anchor = opening.checkpoint or self._checkpoint()
        self.since: list[LogEntry] = list(opening.log)

    def post(self, controls: tuple[Control, ...], generation: int) -> None:
        """Leaves controls to be applied before the next step; a newer generation stops slices ordered before it."""
        self.mailbox.extend(controls)
        self.generation = max(self.generation, generation)

    def advance(self, order: Order) -> Slice:
        """Steps until the budget, the number of steps or the generation ends the slice, then saves and draws."""
        began = perf_counter()
        record: Record | None = None
        applied: list[LogEntry] = []
        refused: list[tuple[str, T]] = []
        finished, failure = False, None
        with self.randomness:
            try:
                self._replay(began + order.budget)
                record = Record(self.step + 1)
                if not self.replaying:
                    self._apply_posted(applied, refused)
                    finished = self._run(order, began + order.budget, record, applied, refused)
            except Exception as error:
                logger.exception("run %s: %s failed after step %d", self.opening.run, self.lab.slug, self.step)
                failure = Failure("failed", self.step + 1, None, f"{type(error).__name__}: {error}")
        block, bad = record.block() if record else (None, None)
        if bad is not None or failure is not None:
            failure = self._diagnose(bad) or failure
            block = cut(block, failure.step - 1) if failure else block
        try:
            drawn = self._outputs(order, bool(applied), finished, failure)
        except Exception as error:
            logger.exception("run %s: %s could not be drawn at step %d", self.opening.run, self.lab.slug, self.step)
            failure = failure or Failure("failed", self.step, None, f"drawing: {type(error).__name__}: {error}")
            drawn = {}
        seconds = perf_counter() - began
        self.used += seconds
        number, self.slices = self.slices, self.slices + 1
        stored = record.first - 1 if record else self.step
        return Slice(
            run=self.opening.run,
            number=number,
            step=max(self.opening.replay_to, block.last if block else stored),
            params=self.plain,
            block=block,
            applied=tuple(applied),
            refused=tuple(refused),
            seconds=seconds,
            finished=finished,
            failure=failure,
            replaying=self.replaying,
            **drawn,
        )

    def _run(
        self,
        order: Order,
        deadline: float,
        record: Record,
        applied: list[LogEntry],
        refused: list[tuple[str, T]],
    ) -> bool:
        """The updates of a slice; whether the run has reached its end."""
        lab, state = self.lab, self.state
        limit = self.opening.max_steps if order.steps is None else self.step + order.steps
        while self.step < limit and order.generation == self.generation:
            if self.step >= self.opening.max_steps or lab.done(state, self.p):
                return True
            record.add(lab.step(state, self.p))
            self.step += 1
            if self.mailbox:
                self._apply_posted(applied, refused)
            if perf_counter() >= deadline:
                break
        return self.step >= self.opening.max_steps

    def _replay(self, deadline: float) -> None:
        """Repeats steps that are stored already, with their logged controls, until all are done or time is up."""
        self._apply_logged()
        while self.replaying:
            self._step()
            self._apply_logged()
            if perf_counter() >= deadline:
                return

    @property
    def replaying(self) -> bool:
        """Whether steps that are stored already are still being repeated."""
        return self.step < self.opening.replay_to or bool(self.pending)

    def draw(self) -> bytes:
        """The frame of the state as it stands."""
        with self.randomness:
            return encode_frame(self.step, self.lab.draw(self.state, self.p))

    def _begin(self, checkpoint: Checkpoint | None) -> None:
        """The start state, or the checkpoint's."""
        self._take(self.opening.start_params)
        self.randomness = GlobalRandomness(self.opening.seed, self.device)
        with self.randomness:
            self.state = start(self.lab, self.p, self.opening.seed, self.device)
        self.step = 0
        self.applied = 0
        if checkpoint is not None:
            snapshot = Snapshot(self.state)
            codec.decode(checkpoint.state, snapshot, self.device)
            self.randomness.restore(snapshot.randomness)
            self.step = checkpoint.step
            self.applied = checkpoint.applied
            self._take(checkpoint.params)
        with self.randomness:
            self.lab.adopt(self.state, self.p, None)

    def _take(self, params: dict[str, Any]) -> None:
        self.p: LabParams = resolve(self.lab.Params.model_validate(params), self.opening.tables)
        self.plain = params

    def _change(self, params: dict[str, Any]) -> None:
        """Puts parameters into force; those of before stay where the lab refuses them."""
        old, plain = self.p, self.plain
        self._take(params)
        try:
            self.lab.adopt(self.state, self.p, old)
        except ValueError:
            self.p, self.plain = old, plain
            self.lab.adopt(self.state, old, None)
            raise

    def _step(self) -> Row:
        """One update, after whatever a replayed log wants applied before it."""
        if self.pending:
            self._apply_logged()
        row = self.lab.step(self.state, self.p)
        self.step += 1
        return row

    def _apply_logged(self) -> None:
        while self.pending and self.pending[0].step <= self.step:
            self._apply(self.pending.popleft().control)

    def _apply(self, control: Control) -> Control:
        """Applies a control; returns it as the log keeps it: with all parameters that are then in force."""
        if control.kind == "params":
            self._change({**self.plain, **control.value})  # here, so that of two changes at once both hold
            control = replace(control, value=self.plain)
        else:
            self.lab.act(self.state, self.p, parse_action(self.lab, control.value))
        self.applied += 1
        return control

    def _apply_posted(self, applied: list[LogEntry], refused: list[tuple[str, T]]) -> None:
        while self.mailbox:
            control = self.mailbox.popleft()
            try:
                entry = LogEntry(self.step, self._apply(control))
            except ValueError as error:
                refused.append((control.id, why(error)))
            else:
                applied.append(entry)
                self.since.append(entry)

    def _checkpoint(self) -> Checkpoint:
        data = codec.encode(Snapshot(self.state, self.randomness.save()))
        return Checkpoint(self.step, data, self.plain, self.applied)

    def _outputs(self, order: Order, changed: bool, finished: bool, failure: Failure | None) -> dict[str, Any]:
        """The frame, the keyframe and the recovery checkpoint that are due."""
        failed = failure is not None and failure.kind == "failed"
        if self.replaying or failed:
            return {}
        now = perf_counter()
        frame: bytes | None = None
        if order.frame or changed or finished or failure:
            frame = self.draw()
        drawing = perf_counter() - now
        last = order.keyframe or finished or failure is not None
        keyframes: tuple[Keyframe, ...] = ()
        recovery = None
        due = self.keyframes == 0 or last or (self.anchor.step != self.step and now >= self.keyframe_at)
        if due:
            checkpoint = self._anchor()
            keyframes = (Keyframe(checkpoint, frame or self.draw()),)
            cost = perf_counter() - now
            self.keyframes += 1
            if self.keyframes % KEYFRAMES == 0:
                self.keyframe_gap = max(self.keyframe_gap, KEYFRAME_SHARE * cost) * 2
                self.keyframes = KEYFRAMES // 2
            self.keyframe_at = now + max(KEYFRAME_SHARE * cost, self.keyframe_gap)
        elif now >= self.recovery_at:
            recovery = self._anchor()
        if keyframes or recovery:
            cost = perf_counter() - now
            self.recovery_at = now + max(RECOVERY_SECONDS, RECOVERY_SHARE * cost)
        return {"frame": frame, "keyframes": keyframes, "recovery": recovery, "drawing": drawing}

    def _anchor(self) -> Checkpoint:
        """A checkpoint from which a later divergence can be replayed."""
        self.anchor = self._checkpoint()
        self.since = []
        return self.anchor

    def _diagnose(self, bad: int | None) -> Failure | None:
        """Repeats the steps since the last checkpoint to find the first non-finite tensor; leaves the state before it.

        `bad` is the step whose metrics are not finite, or None if the lab raised. Returns None when all was finite.
        """
        until = bad if bad is not None else self.step + 1
        log = list(self.since)
        found: Failure | None = None
        self._rewind(log)
        with self.randomness:
            while self.step < until and found is None:
                try:
                    row = self._step()
                except Exception as error:  # noqa: BLE001 - it becomes the run's failure
                    found = Failure("failed", self.step + 1, None, f"{type(error).__name__}: {error}")
                else:
                    name = codec.first_nonfinite(self.state) or _nonfinite_metric(row)
                    if name:
                        metric = self.lab.metrics.get(name)
                        title = (str(metric.title), metric.title.zh) if metric else None
                        found = Failure("diverged", self.step, name, f"{name} is no longer finite", title)
        if found is not None:
            self._rewind(log)
            with self.randomness:
                while self.step < found.step - 1:
                    self._step()
                self._apply_logged()
        return found

    def _rewind(self, log: list[LogEntry]) -> None:
        self._begin(self.anchor)
        self.pending = deque(log)


def start(lab: AnyLab, p: LabParams, seed: int, device: torch.device) -> Any:
    """The lab's start state under a seed."""
    return lab.start(p, torch.Generator().manual_seed(seed), device)


def first_frame(lab: AnyLab, params: dict[str, Any], seed: int, tables: dict[str, Table]) -> bytes:
    """The frame of the start state: all that an instant lab has."""
    device = choose("auto")
    p = resolve(lab.Params.model_validate(params), tables)
    with GlobalRandomness(seed, device):
        state = start(lab, p, seed, device)
        lab.adopt(state, p, None)
        return encode_frame(0, lab.draw(state, p))


def parse_action(lab: AnyLab, value: dict[str, Any]) -> Any:
    """The lab's action from its JSON. Raises `Refused` naming the field, the value and what is allowed."""
    kinds = {kind.model_fields["kind"].default: kind for kind in lab.actions}
    kind = kinds.get(value.get("kind", ""))
    if kind is None:
        allowed = ", ".join(repr(name) for name in kinds) or "none"
        said = value.get("kind")
        raise Refused(
            T(
                f"action.kind: {said!r} is not an action of {lab.slug}; allowed: {allowed}",
                f"action.kind：{said!r} 不是 {lab.slug} 的操作；可用：{allowed}",
            )
        )
    return kind.model_validate(value)


def _nonfinite_metric(row: Row) -> str | None:
    return next((name for name, value in row.items() if not bool(torch.isfinite(value))), None)
