"""The label of the chosen picture number by number, what the network says instead, and what each number costs."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.vision.localisation import answers, loss_terms
from lossland.datasets.faces import LANDMARKS
from lossland.lab import T
from lossland.lab.views import Table
from lossland.lab.views.table import Column
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.pictures.seen import Seen
from lossland.labs.vision.detection.pictures.single import KINDS, POINTS

BOX = (
    T("p_c: something is there", "p_c：有物体"),
    T("b_x: midpoint", "b_x：中点"),
    T("b_y", "b_y"),
    T("b_h: height", "b_h：高"),
    T("b_w: width", "b_w：宽"),
)
SUM = T("loss L: the sum", "损失 L：求和")


def rows(p: DetectionParams) -> tuple[T, ...]:
    """What the numbers of a label are called."""
    if p.task == "object":
        return (*BOX, *(T(f"c_{k}: {name}", f"c_{k}：{name.zh}") for k, name in enumerate(KINDS, 1)))
    points = (
        part
        for k in range(len(LANDMARKS))
        for part in (T(f"l_{k + 1}x: {POINTS[k]}", f"l_{k + 1}x：{POINTS[k].zh}"), T(f"l_{k + 1}y", f"l_{k + 1}y"))
    )
    return T("p: a face is there", "p：有人脸"), *points


def figure(p: DetectionParams) -> Table | None:
    """Of the study of one object."""
    if p.study != "single":
        return None
    return Table(
        title=T("Label and answer", "标签与输出"),
        caption=T(
            "Of the framed picture. “?”: nobody cares; it costs nothing, whatever the network says.",
            "带边框的那张图片。“?”：不计；无论网络输出什么都不产生损失。",
        ),
        alt=T(
            "Each number of the label, of the answer, and its part of the loss.",
            "标签与输出的每个数，及其在损失中的部分。",
        ),
        columns=(
            Column(name="y", title=T("label y", "标签 y"), digits=2),
            Column(name="y_hat", title=T("answer ŷ", "输出 ŷ"), digits=2),
            Column(name="cost", title=T("in the loss", "损失"), digits=2),
        ),
        rows=(*rows(p), SUM),
        missing="?",
    )


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """A row for each number, and one for the sum."""
    s, p = seen.s.single, seen.p
    if s is None:
        return None
    k = p.looked - 1
    form, y = s.task.form(p), s.y[k : k + 1]
    z = s.net(s.x[k : k + 1])
    asked = y.nan_to_num(0.0) if p.as_zeros else y
    cost = loss_terms(z, asked, form)[0]
    return {
        "y": asked[0],
        "y_hat": answers(z, form)[0],
        "cost": torch.cat([cost, cost.sum()[None]]),
    }
