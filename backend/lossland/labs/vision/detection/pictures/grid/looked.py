"""The scene and the cell that are looked at, and what the head says there."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from lossland.algorithms.vision.boxes import Objects
from lossland.algorithms.vision.yolo_targets import Grid, GridTarget
from lossland.labs.vision.detection.grid import Learning, said
from lossland.labs.vision.detection.params import DetectionParams


@dataclass(frozen=True)
class Looked:
    """One scene."""

    grid: Grid
    picture: Tensor
    """(3, H, W) uint8."""
    objects: Objects
    target: GridTarget
    answer: Tensor
    """(S, S, A, 5 + K) what the head now says."""
    row: int
    column: int

    @property
    def owners(self) -> list[int]:
        """The objects of the cell that is looked at, by anchor."""
        return [n for n in self.target.owner[self.row, self.column].tolist() if n >= 0]


def looked_at(s: Learning, p: DetectionParams) -> Looked:
    """As the parameters choose: a place past the last one is the last."""
    scenes, count = (s.held, len(s.held.pictures)) if p.of == "held" else (s.learned, p.scenes)
    number = min(p.number, count) - 1
    row, column = (min(place, s.grid.S) - 1 for place in p.cell)
    return Looked(
        grid=s.grid,
        picture=scenes.pictures[number],
        objects=scenes.objects[number],
        target=scenes.targets[number],
        answer=said(s, scenes, number),
        row=row,
        column=column,
    )
