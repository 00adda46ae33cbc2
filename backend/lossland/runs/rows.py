"""What the store hands out: immutable rows without a database behind them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal

from lossland.runs.messages import Device, Numerics, RunState, Upload


def now() -> datetime:
    """The current time, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class RunRow:
    """One run as it is stored. `params` are those in force after `step`; `start_params` those it started with."""

    id: str
    lab: str
    holder: str
    seed: int
    device: Device
    start_params: dict[str, Any]
    params: dict[str, Any]
    state: RunState = "queued"
    step: int = 0
    parent: str | None = None
    fork_step: int | None = None
    """The step of the keyframe this run was forked at; its own metrics begin one step later."""
    watched: bool = False
    speed: float | None = None
    """Steps a second; None is as fast as it goes."""
    max_steps: int = 10_000_000
    message: dict[str, str] | None = None
    """Why the run is in its state, by language."""
    numerics: Numerics | None = None
    source_hash: str = ""
    created: datetime = field(default_factory=now)
    updated: datetime = field(default_factory=now)
    pinned: bool = False
    """A pinned run is never evicted."""
    name: str | None = None
    datasets: list[str] = field(default_factory=list)
    """Content hashes of the uploads that `start` reads."""
    revision: int = 0
    """Grows with every change of the row: of two looks at a run the one with the greater is the later."""


def shown_as(row: RunRow, state: RunState, message: dict[str, str]) -> RunRow:
    """A run in a state that could not be stored."""
    return replace(row, state=state, message=message, revision=row.revision + 1)


@dataclass(frozen=True)
class DatasetRow:
    """An upload, known by the hash of its content."""

    id: str
    holder: str
    name: str
    kind: Literal["table", "image", "pictures", "model", "vectors", "text", "pairs"]
    about: dict[str, Any]
    """What there is to know of it without its content, by the fields of its kind."""
    created: datetime = field(default_factory=now)


@dataclass(frozen=True)
class Dataset:
    """An upload with its content."""

    row: DatasetRow
    upload: Upload
