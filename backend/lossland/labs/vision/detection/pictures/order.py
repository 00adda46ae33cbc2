"""All boxes by falling score, and what becomes of each."""

from __future__ import annotations

from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Boxes
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.pictures import suppression
from lossland.labs.vision.detection.pictures.seen import Seen


def figure(p: DetectionParams) -> Boxes | None:
    """Of the study of suppression."""
    shown = suppression.figure(p)
    if shown is None:
        return None
    return shown.model_copy(
        update={
            "show": "list",
            "title": T("The sorted list", "排序列表"),
            "caption": T(
                "The surest box that is left is the keeper; boxes of its class that overlap it too much go. Then the next.",
                "剩下的框中最确信的成为保留框；同类中与它重叠过多的框去掉。然后轮到下一个。",
            ),
            "alt": T("All boxes by falling score, and what becomes of each.", "全部框按置信度排列，以及各自的去留。"),
        }
    )


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """The same boxes; a list needs no picture."""
    arrays = suppression.draw(seen)
    return None if arrays is None else {name: value for name, value in arrays.items() if name != "picture"}
