"""One question as it travels to a worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import BaseModel

from lossland.inference.pictures import Picture
from lossland.lab.text import Refused

if TYPE_CHECKING:
    from torch import Tensor

O = TypeVar("O", bound=BaseModel)


class Unfit(Refused):
    """What a network cannot read of a question: said of that field."""

    field = "text"


@dataclass(frozen=True)
class Ask(Generic[O]):
    """What is asked, and of which picture, if of one."""

    options: O
    picture: Picture | None = None

    def tensor(self) -> Tensor:
        """The picture (3, rows, columns), bytes."""
        import numpy as np
        import torch

        assert self.picture is not None
        shape = self.picture.rows, self.picture.columns, 3
        pixels = torch.from_numpy(np.frombuffer(self.picture.pixels, np.uint8).copy())
        return pixels.view(shape).permute(2, 0, 1)
