"""The network as a row of volumes, from the picture to the scores."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import axis, line, plot, words
from lossland.lab.views import Plot
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.shapes.seen import Seen

KINDS = {
    "given": (T("picture", "图片"), "ink-3"),
    "conv": (T("convolutions", "卷积"), "class-1"),
    "pool": (T("pooling", "池化"), "class-2"),
    "dense": (T("dense layers", "全连接层"), "class-0"),
    "other": (T("other", "其他"), "class-3"),
}
GAP, SLANT = 2.5, 0.35
"""Between two volumes; and how far up and to the right the depth goes, of the side."""
FEW = 12
"""Up to so many volumes each has its size written under it; of more only those whose size is new."""
LEVELS = (0.02, 0.2)
"""How far below the volumes sizes are written, in turns, so that neighbours have room."""
COLUMN = 1.6
Place = tuple[float, float]
GAP_IN_LINE: Place = (torch.nan, torch.nan)
VECTOR = 4.0
"""A vector is drawn as a column this many times lower than its square root."""


def figure(p: CnnClassifierParams) -> Plot:
    """A closed line a kind; the stage that was reached last has a thick one."""
    marks = [line(kind, name, role, width=1.5, fill="toself", hoverinfo="skip") for kind, (name, role) in KINDS.items()]
    maps = T(
        "%{customdata[1]:.0f}×%{customdata[1]:.0f}<br>×%{customdata[0]:.0f}",
        "%{customdata[1]:.0f}×%{customdata[1]:.0f}<br>×%{customdata[0]:.0f}",
    )
    units = T("%{customdata[0]:,.0f}", "%{customdata[0]:,.0f}")
    hidden = {"showgrid": False, "zeroline": False, "showticklabels": False}
    return Plot(
        title=T("Volumes", "体积"),
        caption=T(
            "Height: side of the maps; width: channels; both as square roots. Vectors are columns. Play walks on, stage by "
            "stage: the one reached is outlined.",
            "高：特征图边长；宽：通道数；均取平方根。向量画成竖条。按“运行”逐级前进：到达的一级有粗边框。",
        ),
        alt=T("The sizes of what comes out of each stage, as boxes.", "每一级输出的大小，画成盒子。"),
        figure=plot(
            *marks,
            line("edges", None, "ink-3", width=1, hoverinfo="skip"),
            line("now", T("reached", "到达"), "ink", width=3.5, hoverinfo="skip"),
            words("maps", maps, place="bottom center", textfont_size=13),
            words("units", units, place="bottom center", textfont_size=13),
            x=axis(T("from the picture to the scores", "从图片到得分"), **hidden),
            y=axis(T("side", "边长"), **hidden),
        ),
        max_rate=15,
    )


def draw(seen: Seen) -> dict[str, Tensor]:
    """Boxes one after another."""
    s = seen.s
    shapes = [s.given, *(row.shape for row in s.rows)]
    kinds = ["given", *(row.kind for row in s.rows)]
    outlines: dict[str, list[Place]] = {kind: [] for kind in KINDS}
    left, middles, boxes = 0.0, list[float](), list[list[Place]]()
    edges: list[Place] = []
    for shape, kind in zip(shapes, kinds, strict=True):
        box, inner, right = outline(shape, left)
        outlines[kind] += [*box, GAP_IN_LINE]
        edges += inner
        middles.append((left + right) / 2)
        boxes.append(box)
        left = right + GAP
    arrays: dict[str, Tensor] = {}
    for name, points in (*outlines.items(), ("edges", edges), ("now", boxes[s.t] if s.t else [])):
        arrays |= {f"{name}.x": torch.tensor([x for x, _ in points]), f"{name}.y": torch.tensor([y for _, y in points])}
    high = max(y for points in boxes for _, y in points)
    told = [k for k, shape in enumerate(shapes) if len(shapes) <= FEW or k == 0 or shape != shapes[k - 1]]
    for name, rank in (("maps", 3), ("units", 1)):
        rows = [
            (middles[k], -high * LEVELS[place % 2], shapes[k]) for place, k in enumerate(told) if len(shapes[k]) == rank
        ]
        arrays |= {
            f"{name}.x": torch.tensor([x for x, _, _ in rows]),
            f"{name}.y": torch.tensor([y for _, y, _ in rows]),
            f"{name}.customdata": torch.tensor([list(map(float, shape)) for _, _, shape in rows]),
        }
    return arrays | {
        "xaxis.range": torch.tensor([-2.5, left + 1]),
        "yaxis.range": torch.tensor([-0.4 * high, 1.4 * high]),
    }


def outline(shape: Sequence[int], left: float) -> tuple[list[Place], list[Place], float]:
    """The closed outline of a box, the edges inside of it, and where it ends at the right."""
    if len(shape) == 1:
        high, right = shape[0] ** 0.5 / VECTOR, left + COLUMN
        return [(left, 0), (right, 0), (right, high), (left, high), (left, 0)], [], right
    wide, side = shape[0] ** 0.5, shape[1] ** 0.5
    right, deep = left + wide, SLANT * side
    front = [(left, 0.0), (right, 0.0), (right + deep, deep), (right + deep, side + deep), (left + deep, side + deep)]
    edges = [(left, side), (right, side), (right, 0.0), GAP_IN_LINE, (right, side), (right + deep, side + deep)]
    return [*front, (left, side), (left, 0.0)], [*edges, GAP_IN_LINE], right + deep
