"""A volume as a row of slices, before and after a filter that moves through them."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Images, Tile, Window
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.pictures.scales import OUTPUTS, PIXELS, WEIGHTS, layer
from lossland.labs.vision.convolution.pictures.seen import ACTIVATIONS, AFTER, LINK, Seen, cells, ghost

TILES = (
    Tile(uid="x", title=T("volume x", "体数据 x"), shares="pixels", slices=True),
    Tile(uid="w", title=T("filter ω", "卷积核 ω"), shares="weights", drawn="not"),
    Tile(uid="y", title=T("output h", "输出 h"), shares="outputs", slices=True),
)


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """The page computes window, products and sum from these numbers."""
    made, p = seen.s.solid, seen.p
    if made is None:
        return None
    return {
        "x": cells(made.source),
        "x.ghost": ghost(made.ghost),
        "w": made.w,
        "w.turned": torch.tensor([float(p.flip)]),
        "y": made.a,
        "y.window": torch.tensor([made.w.shape, (p.stride,) * 3, (p.dilation + 1,) * 3], dtype=torch.int32),
        "y.bias": torch.tensor([p.bias]),
        "y.activation": torch.tensor([float(ACTIVATIONS.index(p.activation))]),
        **layer(p, made.source[~made.ghost], made.w[None], made.a[None], p.bias, p.activation),
    }


def figure(p: ConvolutionParams) -> Images | None:
    """Slices in the order of reading."""
    if p.study != "volume":
        return None
    return Images(
        title=T("Through the slices", "穿过各切片"),
        caption=T(
            "The window is a cube: it lies on three neighbouring slices, and moves down, across and through them. Point at an "
            "output: all 27 cells that it sees are framed.",
            "窗口是一个立方体：覆盖相邻三张切片，并在上下、左右、前后三个方向滑动。指向一个输出：它看到的 27 格都被框出。",
        ),
        alt=T("The slices of a volume and those of the output.", "体数据的切片与输出的切片。"),
        linked=LINK,
        scales=(PIXELS, OUTPUTS, WEIGHTS),
        tiles=TILES,
        windows=(Window(output="y", source="x", kernel="w", activations=AFTER),),
        typed="cube_weights",
        typed_kind="cube",
    )
