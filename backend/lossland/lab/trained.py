"""What a run has trained, where it can be asked something: a lab says it of a state, and builds it again from parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from lossland.lab.text import T

if TYPE_CHECKING:
    from torch import Tensor, nn

Task = Literal["classify", "detect", "translate"]
"""What a network answers, given pictures or texts."""


@dataclass(frozen=True)
class Trained:
    """A network of a state, the task that it was trained for, and what its answers mean by number."""

    net: nn.Module
    task: Task
    classes: tuple[T, ...]


@dataclass(frozen=True)
class Reader:
    """The same network to be filled with weights, and how it is given pictures.

    `read` takes pictures (3, H, W) uint8 of any size. Of a classifier it returns scores (n, classes), before softmax; of a
    detector `Detections` of each, whose least score is its second argument.
    """

    net: nn.Module
    read: Callable[..., Any]


@dataclass(frozen=True)
class KeptModel:
    """A model that was kept: what it was trained as, and its tensors by name."""

    name: str
    lab: str
    params: Mapping[str, Any]
    """With which its run began."""
    task: Task | None
    """None where it is no network that reads pictures."""
    classes: tuple[T, ...]
    tensors: Mapping[str, Tensor]

    @property
    def nbytes(self) -> int:
        """In memory."""
        return sum(tensor.nbytes for tensor in self.tensors.values())
