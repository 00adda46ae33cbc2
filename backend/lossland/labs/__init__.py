"""The labs, one folder each, in the folder of their part of the course."""

from __future__ import annotations

from lossland.lab import T

PARTS: dict[str, T] = {
    "regression": T("Regression", "回归"),
    "networks": T("Networks and activations", "网络与激活函数"),
    "optimizers": T("Optimizers", "优化器"),
    "vision": T("Vision", "视觉"),
    "sequences": T("Sequences", "序列"),
}
"""The parts of the course, in its order. A lab's `part` is one of these keys and the folder it lies in."""
