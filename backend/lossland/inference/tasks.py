"""The tasks by name, as a worker answers them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from lossland.inference.ask import Ask
from lossland.inference.classify.answer import answer as classify
from lossland.inference.detect.answer import answer as detect
from lossland.inference.nms.answer import answer as nms

_ANSWERS: dict[str, Callable[[str, Sequence[Ask[Any]]], list[Any]]] = {
    "classify": classify,
    "detect": detect,
    "nms": nms,
}


def answers(task: str, model: str, asks: Sequence[Ask[Any]]) -> list[Any]:
    """The answer to each of a batch of questions to one model."""
    return _ANSWERS[task](model, asks)
