"""The tasks by name, as a worker answers them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch

from lossland.inference.ask import Ask
from lossland.inference.classify.answer import answer as classify
from lossland.inference.detect.answer import answer as detect
from lossland.inference.networks import Network
from lossland.inference.nms.answer import answer as nms
from lossland.inference.translate.answer import answer as translate

_ANSWERS: dict[str, Callable[[Network, Sequence[Ask[Any]]], list[Any]]] = {
    "classify": classify,
    "detect": detect,
    "translate": translate,
}


@torch.no_grad()
def answers(task: str, asks: Sequence[Ask[Any]], network: Callable[[], Network]) -> list[Any]:
    """The answer to each of a batch of questions, or why it is refused; `network` gives the one that is asked, if any."""
    return nms(asks) if task == "nms" else _ANSWERS[task](network(), asks)
