"""onnxruntime's `NonMaxSuppression` as a function: the model is written byte by byte, which needs no other package."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import onnxruntime as ort  # type: ignore[import-untyped]
import torch
from torch import Tensor

FLOAT, INT64 = 1, 7
Nms = Callable[[Tensor, Tensor, float], Tensor]


def varint(value: int) -> bytes:
    low = value & 0x7F
    return bytes([low | 0x80]) + varint(value >> 7) if value > 0x7F else bytes([low])


def number(field: int, value: int) -> bytes:
    return varint(field << 3) + varint(value)


def message(field: int, content: bytes | str) -> bytes:
    raw = content.encode() if isinstance(content, str) else content
    return varint(field << 3 | 2) + varint(len(raw)) + raw


def tensor(name: str, kind: int, axes: list[int | str]) -> bytes:
    """A `ValueInfoProto`."""
    dims = b"".join(message(1, message(2, axis) if isinstance(axis, str) else number(1, axis)) for axis in axes)
    return message(1, name) + message(2, message(1, number(1, kind) + message(2, dims)))


def model() -> bytes:
    inputs = [
        tensor("boxes", FLOAT, [1, "n", 4]),
        tensor("scores", FLOAT, [1, "k", "n"]),
        tensor("most", INT64, [1]),
        tensor("threshold", FLOAT, [1]),
    ]
    names = b"".join(message(1, name) for name in ("boxes", "scores", "most", "threshold"))
    node = names + message(2, "kept") + message(4, "NonMaxSuppression")
    graph = message(1, node) + message(2, "nms") + b"".join(message(11, one) for one in inputs)
    graph += message(12, tensor("kept", INT64, ["m", 3]))
    return number(1, 8) + message(7, graph) + message(8, number(2, 11))


def session() -> Callable[[dict[str, np.ndarray]], np.ndarray]:
    """One thread, as ours."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    made = ort.InferenceSession(model(), options, providers=["CPUExecutionProvider"])
    return lambda feed: np.asarray(made.run(None, feed)[0])


def feed(boxes: Tensor, scores: Tensor, threshold: float) -> dict[str, np.ndarray]:
    """Boxes (n, 4) float32 and scores (K, n), a row a class."""
    return {
        "boxes": boxes[:, [1, 0, 3, 2]].numpy()[None],
        "scores": scores.numpy()[None],
        "most": np.array([len(boxes)]),
        "threshold": np.array([threshold], np.float32),
    }


def kept(run: Callable[[dict[str, np.ndarray]], np.ndarray], given: dict[str, np.ndarray]) -> Tensor:
    """(m, 2): class and index of each box that stays."""
    return torch.from_numpy(run(given)[:, 1:])
