"""How sure each cell is, for each anchor, and where objects are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor

from lossland.algorithms.vision.yolo_targets import P_C
from lossland.lab import T
from lossland.lab.views import Images, Scale, Tile
from lossland.labs.vision.detection.grid import ANCHORS
from lossland.labs.vision.detection.params import DetectionParams

if TYPE_CHECKING:
    from lossland.labs.vision.detection.pictures.seen import Seen

SHAPES = {"one": (T("", ""),), "two": (T("tall anchor, ", "高锚框，"), T("wide anchor, ", "宽锚框，"))}


def figure(p: DetectionParams) -> Images | None:
    """Of the study of a grid."""
    if p.study != "grid":
        return None
    tiles: list[Tile] = []
    for k, shape in enumerate(SHAPES[p.anchors]):
        tiles.append(Tile(uid=f"said{k}", title=T(f"{shape}said", f"{shape.zh}输出"), shares="p_c"))
    for k, shape in enumerate(SHAPES[p.anchors]):
        tiles.append(Tile(uid=f"y{k}", title=T(f"{shape}target", f"{shape.zh}目标"), shares="p_c", drawn="small"))
    return Images(
        title=T("p_c of each cell", "每格的 p_c"),
        caption=T("From 0 to 1: how sure the head is that a midpoint lies there.", "从 0 到 1：中点在此格的把握。"),
        alt=T("Maps of p_c, one for each anchor, and what they should be.", "每个锚框一张 p_c 图，以及目标。"),
        scales=(Scale(uid="p_c", title=T("p_c", "p_c"), colours="sequential"),),
        tiles=tuple(tiles),
    )


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """(S, S) each."""
    here = seen.looked
    if here is None:
        return None
    arrays = {"p_c.range": torch.tensor([0.0, 1.0])}
    for k in range(len(ANCHORS[seen.p.anchors])):
        for name, y in (("said", here.answer), ("y", here.target.y)):
            arrays[f"{name}{k}"] = y[..., k, P_C].contiguous()
    return arrays
