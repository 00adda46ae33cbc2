"""The views of the study of region proposals."""

from __future__ import annotations

from collections.abc import Mapping

from lossland.lab.pictures import Picture, Still
from lossland.lab.text import T
from lossland.lab.views import Curves
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.pictures.regions import merging, proposals
from lossland.labs.vision.detection.pictures.seen import Seen

COVERED = Still(
    Curves(
        title=T("Things held", "被框住的物体"),
        caption=T(
            "Share of the things that one of the proposals so far holds, with an IoU of .5 or more.",
            "到目前为止，被某个候选区域框住 (交并比不小于 0.5) 的物体所占比例。",
        ),
        alt=T("Share of things held against merge, rising.", "被框住的物体比例随合并次数上升。"),
        series=("covered",),
        y_title=T("share", "比例"),
    ),
    {"study": ["regions"], "shown": ["scene"]},
)
REGIONS: Mapping[str, Picture[DetectionParams, Seen]] = {
    "merging": merging,
    "proposals": proposals,
    "covered": COVERED,
}
