"""The live side of one run's event stream: metrics exactly once, in order; frames conflated; bytes shared by readers."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from dataclasses import dataclass

from lossland.lab.text import T, both
from lossland.runs.blocks import after, rows, typed
from lossland.runs.messages import Block
from lossland.runs.public import public_json
from lossland.runs.reasons import failed
from lossland.runs.rows import RunRow, shown_as
from lossland.store.errors import StoreDamaged

logger = logging.getLogger(__name__)

PING_SECONDS = 15.0
RING_BLOCKS = 256

DELETED = json.dumps(
    {"message": both(T("This run has been deleted.", "此次运行已被删除。"))}, ensure_ascii=False
).encode()
PING = b": ping\n\n"


def event(name: str, data: bytes, identity: int | None = None) -> bytes:
    """One server-sent event; `data` is JSON on one line."""
    head = f"id: {identity}\n" if identity is not None else ""
    return f"{head}event: {name}\ndata: ".encode() + data + b"\n\n"


def metrics_event(block: Block) -> bytes:
    """A `metrics` event; its id is the block's last step."""
    data = {"first": block.first, "n": block.n, "series": typed(rows(block))}
    return event("metrics", json.dumps(data, separators=(",", ":")).encode(), block.last)


@dataclass(frozen=True)
class Sent:
    """A block that was published, with its bytes."""

    block: Block
    data: bytes


class Hub:
    """Fan-out of one run. `publish_*` is called by the run's driver, after what it publishes has been stored."""

    def __init__(
        self, backlog: Callable[[int], AsyncIterator[Block]], row: Callable[[], RunRow], *, resumable: bool
    ) -> None:
        self._backlog = backlog
        self._row = row
        self._resumable = resumable
        self.last = row().step
        """The last step published."""
        self.frame: bytes | None = None
        """The newest frame as JSON."""
        self.readers = 0
        self.on_readers: Callable[[], None] = lambda: None
        self._ring: deque[Sent] = deque(maxlen=RING_BLOCKS)
        self._frame_event = b""
        self._frames = 0
        self._states = 0
        self._ended = False
        self._deleted = False
        self._closed = False
        self._changed = asyncio.Event()

    def publish_block(self, block: Block) -> None:
        """A stored block, to every reader once."""
        self._ring.append(Sent(block, metrics_event(block)))
        self.last = block.last
        self._wake()

    def publish_frame(self, frame: bytes) -> None:
        """The newest picture; readers that have not sent the one before skip it."""
        self.frame = frame
        self._frame_event = event("frame", frame)
        self._frames += 1
        self._wake()

    def publish_state(self, *, ended: bool = False) -> None:
        """Tells readers that the run's state has changed, and whether it is its last."""
        self._states += 1
        self._ended = ended
        self._wake()

    def publish_deleted(self) -> None:
        """Tells readers that the run is no more, and ends their streams."""
        self._deleted = True
        self.publish_state(ended=True)

    def close(self) -> None:
        """Ends every stream where it is; readers ask again when the server is back."""
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def subscribe(self, after: int | None = None) -> AsyncGenerator[bytes, None]:
        """Events as bytes: the state, all metrics later than step `after` (None: from the first), the newest frame,
        then whatever comes, until the run ends."""
        self.readers += 1
        self.on_readers()
        try:
            async for data in self._events(after or 0):
                yield data
        except StoreDamaged as damaged:  # what came before cannot be read: nobody waits for it in vain
            logger.error("a stream has ended: %s", damaged)
            row = shown_as(self._row(), "failed", failed(damaged))
            yield event("end", public_json(row, resumable=self._resumable))
        finally:
            self.readers -= 1
            self.on_readers()

    def _state_json(self) -> bytes:
        return public_json(self._row(), resumable=self._resumable)

    async def _events(self, position: int) -> AsyncIterator[bytes]:
        states, frames = -1, 0
        while not self._closed:
            changed, ended = self._changed, self._ended
            if states != self._states:
                states = self._states
                yield event("state", self._state_json())
            goal = self.last
            if position < goal:
                async for data in self._since(position, goal):
                    yield data
                position = goal
            if frames != self._frames:
                frames = self._frames
                yield self._frame_event
            if changed.is_set():
                continue
            if ended:
                if self._deleted:
                    yield event("deleted", DELETED)
                yield event("end", self._state_json())
                return
            try:
                async with asyncio.timeout(PING_SECONDS):
                    await changed.wait()
            except TimeoutError:
                yield PING

    async def _since(self, position: int, goal: int) -> AsyncIterator[bytes]:
        """What was published after `position` up to `goal`: from the ring if it reaches back that far, else from the store."""
        if self._ring and self._ring[0].block.first <= position + 1:
            for sent in [sent for sent in self._ring if sent.block.last <= goal]:
                rest = after(sent.block, position)
                if rest is not None:
                    yield sent.data if rest is sent.block else metrics_event(rest)
                    position = rest.last
            return
        async for block in self._backlog(position):
            if block.first > goal:
                return
            yield metrics_event(block)
