"""What is asked and answered."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from lossland.lab.numbers import told
from lossland.lab.text import Refused, T

MOST_BOXES = 10_000
FARTHEST = 1e7
Coordinate = Annotated[float, Field(ge=-FARTHEST, le=FARTHEST)]
Box = tuple[Coordinate, Coordinate, Coordinate, Coordinate]
Share = Annotated[float, Field(ge=0, le=1)]


class Suppressed(BaseModel):
    """A box that goes, because a surer one of its class covers too much of it."""

    index: int
    by: int = Field(description="The box that stays in its place.")
    iou: float = Field(description="Their intersection over union.")


class NmsRequest(BaseModel):
    """Boxes of which those that overlap a surer one of their class are to go."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    boxes: list[Box] = Field(
        max_length=MOST_BOXES,
        description="Left, top, right, bottom of each box; a zero area is allowed and overlaps nothing.",
        examples=[[[0, 0, 10, 10], [1, 1, 10, 10], [20, 20, 30, 30]]],
    )
    scores: list[Share] = Field(max_length=MOST_BOXES, description="How sure each is.", examples=[[0.9, 0.7, 0.6]])
    labels: list[int] | None = Field(
        None, max_length=MOST_BOXES, description="The class of each box; without, all are of one. Classes never meet."
    )
    iou_threshold: Share = Field(0.5, description="A box goes where its IoU with a kept one is greater.")
    score_threshold: Share = Field(0.0, description="Boxes that are less sure are left out beforehand.")
    method: Literal["greedy", "linear", "gaussian"] = Field(
        "greedy", description="linear and gaussian lower the scores of what overlaps instead of dropping it."
    )
    sigma: float = Field(0.5, gt=0, le=10, description="Width of the gaussian method.")

    @model_validator(mode="after")
    def _belong_together(self) -> Self:
        n = len(self.boxes)
        for name, values in (("scores", self.scores), ("labels", self.labels)):
            if values is not None and len(values) != n:
                raise Refused(
                    T(
                        f"{name} has {len(values)} entries for {n} boxes; one a box is expected",
                        f"{name} 有 {len(values)} 项，而框有 {n} 个；应一一对应",
                    )
                )
        for index, (left, top, right, bottom) in enumerate(self.boxes):
            if right < left or bottom < top:
                sides = ", ".join(map(told, (left, top, right, bottom)))
                raise Refused(
                    T(
                        f"boxes.{index} is inverted: {sides}; left <= right and top <= bottom are expected",
                        f"boxes.{index} 上下或左右颠倒：{sides}；应满足 left <= right 且 top <= bottom",
                    )
                )
        return self


class NmsAnswer(BaseModel):
    """Which stay, and which go because of which."""

    kept: list[int] = Field(description="Indices of the boxes that stay, the surest first; of equals the first.")
    scores: list[float] = Field(description="The scores of these, which soft methods lower.")
    suppressed: list[Suppressed]
