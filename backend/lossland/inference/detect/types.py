"""What is asked and answered."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from lossland.inference.nms.types import Share
from lossland.inference.pictures import ImageFile
from lossland.lab.text import T


class DetectOptions(BaseModel):
    """Which network answers, how sure it must be, and how much boxes may overlap."""

    model_config = ConfigDict(extra="forbid", protected_namespaces=(), allow_inf_nan=False)

    model: str = Field("cells", max_length=100, description="A detector from `GET models`.")
    score_threshold: Share | None = Field(
        None, description="Boxes that are less sure are left out; without it, the network's own."
    )
    iou_threshold: Share = Field(0.5, description="Of two boxes of a class that overlap more, the surer one stays.")


class DetectRequest(DetectOptions):
    """What is where on this picture?"""

    image: ImageFile


class FoundBox(BaseModel):
    """One thing that was found."""

    box: tuple[float, float, float, float] = Field(
        description="Left, top, right, bottom in pixels of the picture that was sent, turned as its EXIF says."
    )
    label: str
    title: T = Field(description="The label in both languages.")
    score: float


class SuppressedBox(FoundBox):
    """A box that was left out because of a surer one."""

    by: int = Field(description="The place in `boxes` of the one that stays.")
    iou: float = Field(description="Their intersection over union.")


class DetectAnswer(BaseModel):
    """All that was found, the surest first."""

    model: str
    width: int = Field(description="Of the picture that was sent, in pixels.")
    height: int
    boxes: list[FoundBox]
    suppressed: list[SuppressedBox]
