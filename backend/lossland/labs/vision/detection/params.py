"""The parameters of the detection lab, by what is looked at."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from lossland.lab import T, live
from lossland.labs.vision.detection.grid_params import GridParams
from lossland.labs.vision.detection.region_params import RegionParams
from lossland.labs.vision.detection.single_params import SingleParams
from lossland.labs.vision.detection.suppression_params import SuppressionParams
from lossland.labs.vision.detection.window_params import WindowParams

ACROSS, DOWN = 6, 4
"""Cells of the paper that the two boxes lie on."""
BOXES = T("Boxes", "框")
TWO = {"study": ["iou"]}

Corner = Annotated[float, Field(ge=0, le=ACROSS)]
Box = Annotated[list[Corner], Field(min_length=4, max_length=4)]


class DetectionParams(SingleParams, GridParams, RegionParams, WindowParams, SuppressionParams):
    """What the page shows as controls."""

    a: Box = Field(
        [0, 0, 2, 2],
        title=T("Box A", "框 A"),
        description=T(
            "Left, top, right, bottom, in cells. An inverted box is empty.",
            "左、上、右、下，以格为单位。颠倒的框为空。",
        ),
        json_schema_extra=live(group=BOXES, symbol="A", when=TWO),
    )
    b: Box = Field(
        [1, 1, 3, 3],
        title=T("Box B", "框 B"),
        description=T("As box A. Play moves this one towards A.", "同框 A。播放时它向 A 移动。"),
        json_schema_extra=live(group=BOXES, symbol="B", when=TWO),
    )
    descent: Literal["iou", "ciou"] = Field(
        "iou",
        title=T("Play descends on", "播放时沿何下降"),
        description=T(
            "1 − IoU has no slope where boxes lie apart; 1 − CIoU also counts the distance of their midpoints.",
            "两框分离时 1 − IoU 没有坡度；1 − CIoU 还计入中心距离。",
        ),
        json_schema_extra=live(
            group=BOXES, options={"iou": T("1 − IoU", "1 − IoU"), "ciou": T("1 − CIoU", "1 − CIoU")}, when=TWO
        ),
    )
