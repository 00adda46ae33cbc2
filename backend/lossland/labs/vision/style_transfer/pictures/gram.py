"""Gram matrices of one layer: which channels fire together, in the style and in the picture."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.vision.style import gram
from lossland.lab import T
from lossland.lab.views import Images
from lossland.labs.vision.style_transfer.networks import style_layers
from lossland.labs.vision.style_transfer.params import StyleTransferParams
from lossland.labs.vision.style_transfer.pictures.seen import Seen


def figure(p: StyleTransferParams) -> Images:
    """Two symmetric heat maps and their difference."""
    return Images(
        title=T("Gram matrices", "Gram 矩阵"),
        caption=T(
            "Entry k, k′: the sum over all places of channel k times channel k′. Not a correlation: neither centred nor "
            "divided. Shown as signed square roots, on one scale.",
            "第 k, k′ 项：在所有位置上通道 k 与通道 k′ 之积的总和。它不是相关系数：既未中心化，也未归一化。以带符号的平方根显示，"
            "共用一个色标。",
        ),
        alt=T(
            "Heat maps of the Gram matrix of the style, of the picture, and of their difference.",
            "风格、图片的 Gram 矩阵及两者之差的热力图。",
        ),
        names=(T("style", "风格"), T("picture", "图片"), T("difference", "差")),
        scale="diverging",
        columns=3,
        max_rate=10,
    )


def draw(seen: Seen) -> dict[str, Tensor]:
    """(3, N, N) bytes, 128 for 0."""
    row = min(seen.p.gram_layer, len(seen.s.A)) - 1
    A = seen.s.A[row][0]  # (N, N)
    G = gram(seen.features[style_layers(seen.p)[row]])[0]
    maps = torch.stack([A, G, G - A])
    rooted = maps.sign() * (maps.abs() / A.abs().max().clamp(min=1e-12)).sqrt()
    return {"images": (128 + 127 * rooted).clamp(0, 255).round().to(torch.uint8)}
