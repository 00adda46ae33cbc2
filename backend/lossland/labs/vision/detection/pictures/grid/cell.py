"""The numbers of the cell that is looked at: what they should be, and what the head says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Table
from lossland.lab.views.table import Column
from lossland.labs.vision.detection.grid import ANCHORS
from lossland.labs.vision.detection.params import DetectionParams
from lossland.models.shipped import class_names

if TYPE_CHECKING:
    from lossland.labs.vision.detection.pictures.seen import Seen

NUMBERS = (T("p_c", "p_c"), T("b_x", "b_x"), T("b_y", "b_y"), T("b_h", "b_h"), T("b_w", "b_w"))
SHAPES = {"one": (T("", ""),), "two": (T("tall: ", "高："), T("wide: ", "宽："))}


def figure(p: DetectionParams) -> Table | None:
    """Of the study of a grid: two columns an anchor."""
    if p.study != "grid":
        return None
    classes = (T(f"c{k}, {name}", f"c{k}，{name.zh}") for k, name in enumerate(class_names("streets"), 1))
    columns: list[Column] = []
    for k, shape in enumerate(SHAPES[p.anchors]):
        columns.append(Column(name=f"y{k}", title=T(f"{shape}y", f"{shape.zh}y"), digits=2))
        columns.append(Column(name=f"said{k}", title=T(f"{shape}ŷ", f"{shape.zh}ŷ"), digits=2))
    return Table(
        title=T("Numbers of the cell", "这一格的数"),
        caption=T(
            "For each anchor the target y beside what the head says, ŷ. ?: nothing is there, so nothing is asked, and the loss does "
            "not look. b_x and b_y within the cell; b_h and b_w in cells.",
            "每个锚框：目标 y 与输出 ŷ 并列。?：没有物体，不作要求，损失不看。b_x、b_y 在格内；b_h、b_w 以格为单位。",
        ),
        alt=T("Eight numbers for each anchor: target and answer.", "每个锚框八个数：目标与输出。"),
        columns=tuple(columns),
        rows=(*NUMBERS, *classes),
        missing="?",
    )


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """(8,) a column."""
    here = seen.looked
    if here is None:
        return None
    y, said = (each[here.row, here.column].round(decimals=2) for each in (here.target.y, here.answer))  # (A, 5 + K)
    columns: dict[str, Tensor] = {}
    for k in range(len(ANCHORS[seen.p.anchors])):
        columns |= {f"y{k}": y[k], f"said{k}": said[k]}
    return columns
