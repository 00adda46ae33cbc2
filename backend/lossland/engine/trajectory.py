"""One run's state under its parameters: begun, updated, changed, saved, and repeated from a checkpoint with its log."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from lossland.engine import codec
from lossland.engine.numerics import GlobalRandomness, choose
from lossland.lab import LabParams
from lossland.lab.actions import parse_action
from lossland.lab.references import resolve
from lossland.registry import AnyLab
from lossland.runs.messages import Checkpoint, Control, LogEntry, Opening

Row = dict[str, Tensor]


@dataclass
class Snapshot:
    """What a checkpoint holds: the lab's state and the run's own copy of torch's global generators."""

    state: Any
    randomness: list[Tensor] = field(default_factory=list)


class Trajectory:
    """Where a run stands. Whoever makes updates or applies controls enters `randomness` first.

    `assets` are what its parameters refer to, by content hash.
    """

    def __init__(self, lab: AnyLab, opening: Opening, assets: Mapping[str, object]) -> None:
        self.lab = lab
        self.device = choose(opening.device)
        self._opening = opening
        self._assets = assets
        self.begin(opening.checkpoint, opening.log)

    def begin(self, checkpoint: Checkpoint | None, log: Iterable[LogEntry]) -> None:
        """The start state, or the checkpoint's, with a log that is still to be repeated."""
        self.pending = deque(log)
        self._take(self._opening.start_params)
        self.randomness = GlobalRandomness(self._opening.seed, self.device)
        with self.randomness:
            self.state = start(self.lab, self.p, self._opening.seed, self.device)
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

    @property
    def replaying(self) -> bool:
        """Whether steps that are stored already are still being repeated."""
        return self.step < self._opening.replay_to or bool(self.pending)

    def update(self) -> Row:
        """One update, after whatever a repeated log wants applied before it."""
        if self.pending:
            self.apply_logged()
        row = self.lab.step(self.state, self.p)
        self.step += 1
        return row

    def apply_logged(self) -> None:
        """Applies what the log has up to this step."""
        while self.pending and self.pending[0].step <= self.step:
            self.apply(self.pending.popleft().control)

    def apply(self, control: Control) -> None:
        """Applies a control."""
        if control.kind == "params":
            self._change({**self.plain, **control.value})  # here, so that of two changes at once both hold
        else:
            self.lab.act(self.state, self.p, parse_action(self.lab, control.value))
        self.applied += 1

    def checkpoint(self) -> Checkpoint:
        """All that it takes to go on from here."""
        data = codec.encode(Snapshot(self.state, self.randomness.save()))
        return Checkpoint(self.step, data, self.plain, self.applied)

    def _take(self, params: dict[str, Any]) -> None:
        self.p: LabParams = resolve(self.lab.Params.model_validate(params), self._assets)
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


def start(lab: AnyLab, p: LabParams, seed: int, device: torch.device) -> Any:
    """The lab's start state under a seed."""
    return lab.start(p, torch.Generator().manual_seed(seed), device)
