"""Average precision by class, at IoU .5 and over IoUs from .5 to .95."""

from __future__ import annotations

from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Table
from lossland.lab.views.table import Column
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.pictures.curve import measured
from lossland.labs.vision.detection.pictures.seen import Seen, names
from lossland.models.streets.handful import HANDFUL


def figure(p: DetectionParams) -> Table | None:
    """Where objects are known."""
    if not measured(p):
        return None
    return Table(
        title=T("Average precision", "平均精度"),
        caption=T(
            f"On {HANDFUL} other scenes. A box is right if its IoU with an object is at least the bound; the last column is the "
            "mean over ten bounds.",
            f"另外 {HANDFUL} 个场景。框与物体的交并比不低于界限即为正确；最后一列是十个界限的平均。",
        ),
        alt=T("Average precision of each class and their mean.", "各类的平均精度及其平均。"),
        columns=(
            Column(name="half", title=T("AP at .5", "AP@.5"), digits=3),
            Column(name="ten", title=T("AP at .5 to .95", "AP@.5:.95"), digits=3),
        ),
        rows=(*names(p), T("mean: mAP", "平均：mAP")),
    )


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Both columns."""
    made = seen.s.suppressed
    if made is None or not made.curves:
        return None
    return {"half": made.quality[:, 0], "ten": made.quality[:, 1]}
