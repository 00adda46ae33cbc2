"""A picture before and after a shift, its map, and the map pooled."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Images, Note, Tile
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.pictures.scales import OUTPUTS, PIXELS, layer
from lossland.labs.vision.convolution.pictures.seen import Seen, cells

PAIRS = (
    ("x", "pixels", T("picture", "图片")),
    ("y", "outputs", T("map, ReLU", "特征图 (ReLU)")),
    ("pooled", "outputs", T("pooled", "池化后")),
)


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Both of each, on one scale, and how much has changed in place."""
    made = seen.s.reasons
    if made is None:
        return None
    arrays = layer(seen.p, made.pairs[0][0], made.w[None], made.pairs[1][0][None], 0.0, "relu")
    for (uid, _, _), (before, after) in zip(PAIRS, made.pairs, strict=True):
        arrays |= {uid: cells(before), f"{uid}2": cells(after)}
        arrays[f"changed.{uid}"] = changed(before, after)[None]
    back = made.pairs[1][1].roll((-seen.p.dy, -seen.p.dx), (0, 1))
    arrays["changed.back"] = changed(made.pairs[1][0], back)[None]
    return arrays


def changed(before: Tensor, after: Tensor) -> Tensor:
    """How large the difference is beside the values, in per cent."""
    size = before.square().sum().sqrt()
    return (
        100 * (after - before).square().sum().sqrt() / size if bool(size > 0) else torch.zeros((), dtype=before.dtype)
    )


def figure(p: ConvolutionParams) -> Images | None:
    """Three pairs, one above the other."""
    if p.study != "why":
        return None
    moved = T(", moved", "，平移后")
    return Images(
        title=T("Shift the picture", "平移图片"),
        caption=T(
            "The map moves along with the picture (equivariance): moved back, it is the same to the last digit. Pooled values "
            "change less than the map (local invariance), the less, the larger the windows.",
            "特征图随图片一起移动 (等变性)：移回去后分毫不差。池化后的值变化更小 (局部不变性)，窗口越大变化越小。",
        ),
        alt=T("A picture, its map and its pooled map, before and after a shift.", "图片、特征图与池化图，平移前后。"),
        columns=2,
        scales=(PIXELS, OUTPUTS),
        tiles=tuple(
            Tile(uid=f"{uid}{suffix}", title=T(f"{title}{said}", f"{title.zh}{said.zh}"), shares=shares)
            for uid, shares, title in PAIRS
            for suffix, said in (("", T("", "")), ("2", moved))
        ),
        notes=(
            Note(
                uid="changed",
                text=T(
                    "Changed in place: map {y} %, pooled {pooled} %. Map moved back: {back} %",
                    "原位变化：特征图 {y} %，池化 {pooled} %。特征图移回后：{back} %",
                ),
            ),
        ),
    )
