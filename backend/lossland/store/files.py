"""Checkpoint files: `runs/<run>/<step>-<applied>.<kind>` below the data directory, whole or not there at all.

A file is a length-prefixed JSON header, the frame and the state. The frame comes first, so that a picture of the
timeline is read without the state behind it. `applied` is part of the name because a paused run may be checkpointed
at one step before and after an action: the newer file must not take the older one's place before its row has committed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import struct
from collections.abc import Collection
from pathlib import Path
from typing import Literal, NamedTuple

from lossland.runs.messages import Checkpoint, Keyframe
from lossland.store.errors import StoreError

Kind = Literal["keyframe", "recovery"]

_MAGIC = b"lossland checkpoint 1\n"
_LENGTH = struct.Struct("<I")
_NAME = re.compile(r"(?P<step>\d+)-(?P<applied>\d+)\.(?P<kind>keyframe|recovery)")


class Written(NamedTuple):
    """A checkpoint file's identity. Of two of one run the later is the greater."""

    run: str
    step: int
    applied: int
    kind: Kind


class CheckpointFiles:
    """The folder of all runs' checkpoints."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, written: Written) -> Path:
        """Where one checkpoint lies."""
        return self.root / written.run / f"{written.step}-{written.applied}.{written.kind}"

    def write(self, written: Written, keyframe: Keyframe) -> int:
        """Writes atomically (temporary file, fsync, rename) and returns the size in bytes."""
        checkpoint = keyframe.checkpoint
        header = json.dumps(
            {
                "step": checkpoint.step,
                "params": checkpoint.params,
                "applied": checkpoint.applied,
                "frame": len(keyframe.frame),
                "state": len(checkpoint.state),
            }
        ).encode()
        content = b"".join((_MAGIC, _LENGTH.pack(len(header)), header, keyframe.frame, checkpoint.state))
        self._replace(self.path(written), content)
        return len(content)

    def copy(self, source: Written, target: Written) -> int:
        """Copies one checkpoint file atomically and returns its size in bytes."""
        content = self.path(source).read_bytes()
        self._replace(self.path(target), content)
        return len(content)

    def read(self, written: Written) -> Keyframe:
        """One checkpoint with its frame (empty for a recovery checkpoint)."""
        path = self.path(written)
        content = path.read_bytes()
        start = len(_MAGIC) + _LENGTH.size
        if len(content) < start or not content.startswith(_MAGIC):
            raise StoreError(f"{path}: not a checkpoint file")
        (length,) = _LENGTH.unpack_from(content, len(_MAGIC))
        header = json.loads(content[start : start + length])
        frame_end = start + length + header["frame"]
        if len(content) != frame_end + header["state"]:
            raise StoreError(f"{path}: {len(content)} bytes, {frame_end + header['state']} expected")
        checkpoint = Checkpoint(header["step"], content[frame_end:], header["params"], header["applied"])
        return Keyframe(checkpoint, content[start + length : frame_end])

    def frame(self, written: Written) -> bytes:
        """The frame of one keyframe, without reading the state."""
        with self.path(written).open("rb") as file:
            file.seek(len(_MAGIC))
            (length,) = _LENGTH.unpack(file.read(_LENGTH.size))
            header = json.loads(file.read(length))
            return file.read(header["frame"])

    def remove_all_but(self, known: Collection[Written]) -> None:
        """Removes every other file: a crash came between a file and its row, or between deleting the two."""
        for path in self.root.glob("*/*"):
            if _identity(path) not in known:
                path.unlink(missing_ok=True)
        for folder in self.root.glob("*"):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()

    def remove_run(self, run: str) -> None:
        """Removes all files of a run; it may have none."""
        shutil.rmtree(self.root / run, ignore_errors=True)

    def _replace(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(path.name + ".tmp")
        try:
            with temporary.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except OSError:
            temporary.unlink(missing_ok=True)  # half a file would take the room that is missing
            raise


def _identity(path: Path) -> Written | None:
    """What a file is the checkpoint of; None for one that is no finished checkpoint."""
    name = _NAME.fullmatch(path.name)
    if name is None:
        return None
    kind: Kind = "keyframe" if name["kind"] == "keyframe" else "recovery"
    return Written(path.parent.name, int(name["step"]), int(name["applied"]), kind)
