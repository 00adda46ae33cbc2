"""What server and worker say to each other. Plain dataclasses without torch: the API process pickles them over Dask."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Literal

from pydantic_core import to_jsonable_python

from lossland.lab.text import T
from lossland.lab.trained import Task

RunState = Literal["queued", "playing", "paused", "done", "diverged", "failed"]
ENDED: frozenset[RunState] = frozenset({"done", "diverged", "failed"})

Device = Literal["auto", "cpu", "cuda"]


@dataclass(frozen=True)
class Control:
    """A change that the worker applies between two steps: new values of live or view parameters, or a lab's action."""

    id: str
    kind: Literal["params", "action"]
    value: dict[str, Any]
    """`params`: the parameters to replace, the others stay. `action`: the action."""


@dataclass(frozen=True)
class LogEntry:
    """A control and the step after which it was applied."""

    step: int
    control: Control


@dataclass(frozen=True)
class Numerics:
    """What decides the bits of a run's numbers."""

    torch: str
    kind: Literal["cpu", "cuda"]
    device: str
    """Which one: the processor's instructions, or the name of the GPU."""
    threads: int

    def __str__(self) -> str:
        return f"torch {self.torch}, {self.device}, {self.threads} thread"


@dataclass(frozen=True)
class Checkpoint:
    """A state as bytes (see `codec`), the step after which it was taken and what was in force then."""

    step: int
    state: bytes
    params: dict[str, Any]
    applied: int
    """How many entries of the run's control log it contains: replay goes on with `log[applied:]`."""


@dataclass(frozen=True)
class Table:
    """An uploaded table as it is stored and travels to a worker: `content` is float32, rows x columns, row-major bytes.

    `classes` names the words of each column of words; its values are their indices.
    """

    kind: ClassVar[Literal["table"]] = "table"
    columns: tuple[str, ...]
    rows: int
    content: bytes
    classes: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Image:
    """An uploaded picture as it is stored and travels to a worker: `content` is a PNG of it, RGB and upright."""

    kind: ClassVar[Literal["image"]] = "image"
    width: int
    height: int
    content: bytes


@dataclass(frozen=True)
class Model:
    """What a run had trained after a step, kept under a name: `content` is a safetensors file of its tensors."""

    kind: ClassVar[Literal["model"]] = "model"
    name: str
    lab: str
    run: str
    step: int
    seed: int
    params: dict[str, Any]
    """With which the run began."""
    task: Task | None
    """What it can be asked; None where it is no network that reads pictures."""
    classes: tuple[tuple[str, str], ...]
    """What its answers mean by number, in English and Chinese."""
    parameters: int
    quality: dict[str, float]
    """The lab's metrics at that step."""
    sha256: str
    """Of the content."""
    size: int
    """Of the content, in bytes."""
    content: bytes


@dataclass(frozen=True)
class Pictures:
    """Uploaded pictures with labels, as they are stored and travel to a worker: in the order of their classes.

    `content` is uint8, pictures x channels x height x width, row-major bytes packed by zlib.
    """

    kind: ClassVar[Literal["pictures"]] = "pictures"
    classes: tuple[str, ...]
    counts: tuple[int, ...]
    """How many pictures each class has."""
    channels: int
    height: int
    width: int
    content: bytes


@dataclass(frozen=True)
class Vectors:
    """Uploaded vectors of words: `content` is the words, a line each, an empty line, and float32, words x width, row-major bytes."""

    kind: ClassVar[Literal["vectors"]] = "vectors"
    words: int
    width: int
    content: bytes


@dataclass(frozen=True)
class Prose:
    """An uploaded text: `content` is UTF-8."""

    kind: ClassVar[Literal["text"]] = "text"
    words: int
    """About so many."""
    content: bytes


@dataclass(frozen=True)
class Pairs:
    """Uploaded pairs of sentences: `content` is UTF-8, a line each, source and target with a tab between them."""

    kind: ClassVar[Literal["pairs"]] = "pairs"
    pairs: int
    content: bytes


Upload = Table | Image | Pictures | Model | Vectors | Prose | Pairs
"""What users send or keep for labs to work on."""


def about(upload: Upload) -> dict[str, Any]:
    """What there is to know of an upload without its content, as JSON has it."""
    known = {each.name: getattr(upload, each.name) for each in fields(upload) if each.name != "content"}
    plain: dict[str, Any] = to_jsonable_python(known)
    return plain


@dataclass(frozen=True)
class Opening:
    """All that a worker needs to hold a run: from the start, or from a checkpoint and the log since then to replay."""

    run: str
    lab: str
    seed: int
    device: Device
    start_params: dict[str, Any]
    checkpoint: Checkpoint | None = None
    log: tuple[LogEntry, ...] = ()
    replay_to: int = 0
    """The last step whose metrics are stored: up to it, steps are repeated without being reported."""
    max_steps: int = 10_000_000
    origin: int = 0
    """The step that the run was forked at: it has landmarks from there on too."""
    keyframes: int = 0
    """How many keyframes the run has already; 0 asks for one of the start."""
    generation: int = 0


@dataclass(frozen=True)
class Order:
    """One slice: step for at most `budget` seconds and at most `steps` updates, then perhaps draw."""

    run: str
    generation: int
    budget: float
    steps: int | None = None
    frame: bool = False
    keyframe: bool = False


@dataclass(frozen=True)
class Block:
    """The scalars of `n` consecutive steps from `first`: float32 little-endian, one row per name, NaN where absent."""

    first: int
    n: int
    names: tuple[str, ...]
    values: bytes

    @property
    def last(self) -> int:
        return self.first + self.n - 1


@dataclass(frozen=True)
class Keyframe:
    """A checkpoint with its picture, kept for the timeline."""

    checkpoint: Checkpoint
    frame: bytes


@dataclass(frozen=True)
class Failure:
    """Why a run ended before its time: `tensor` names what became non-finite at `step`."""

    kind: Literal["diverged", "failed"]
    step: int
    tensor: str | None
    detail: str
    title: tuple[str, str] | None = None
    """What a metric among them is called in English and Chinese."""
    falling: tuple[str, ...] = ()
    """That metric, and those that get better as they fall: had they risen before, the steps were too large."""


@dataclass(frozen=True)
class Slice:
    """What a worker has done since the previous slice of the same run."""

    run: str
    step: int
    params: dict[str, Any]
    block: Block | None = None
    applied: tuple[LogEntry, ...] = ()
    refused: tuple[tuple[str, T], ...] = ()
    """Controls that the lab refused: (control id, why)."""
    frame: bytes | None = None
    """A frame as JSON."""
    keyframes: tuple[Keyframe, ...] = ()
    recovery: Checkpoint | None = None
    seconds: float = 0.0
    """Compute time this slice took, drawing included."""
    drawing: float = 0.0
    """Seconds of it spent on drawing and encoding one frame."""
    replaying: bool = False
    """Still repeating steps that are already stored."""
    finished: bool = False
    failure: Failure | None = None
    number: int = 0
    """Slices of a session are numbered from 0: answers may overtake each other on the way."""
