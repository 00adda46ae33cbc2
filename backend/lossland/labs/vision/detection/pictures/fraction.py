"""Intersection over union with the numbers put in."""

from __future__ import annotations

from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Formula
from lossland.labs.vision.detection.overlap import areas, placed
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.pictures.seen import Seen


def figure(p: DetectionParams) -> Formula | None:
    """Of the study of two boxes."""
    if p.study != "iou":
        return None
    return Formula(
        title=T("The fraction", "分数"),
        alt=T("Intersection over union with the numbers of both boxes.", "代入两框数值的交并比。"),
        tex=r"\begin{aligned}\text{IoU} &= \frac{|A \cap B|}{|A \cup B|} = \frac{|A \cap B|}{|A| + |B| - |A \cap B|} \\[6pt] "
        r"&= \frac{@intersection@}{@a@ + @b@ - @intersection@} = \frac{@intersection@}{@union@} = @iou@\end{aligned}",
        explained=T(
            "The union counts what both cover once, so it is taken off once. Where nothing is covered IoU is 0.",
            "并集中两框共同覆盖的部分只算一次，所以减去一次。什么都没覆盖时交并比为 0。",
        ),
    )


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """The numbers."""
    return None if seen.s.b is None else areas(placed(seen.p.a), seen.s.b)
