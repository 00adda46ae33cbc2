"""The same corner of the picture under all four fillings, and what the filter makes of each."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.vision.convolution import extent, output_size
from lossland.lab import T
from lossland.lab.views import Images, Tile
from lossland.labs.vision.convolution import layers
from lossland.labs.vision.convolution.layer_params import FILLINGS
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.pictures.scales import OUTPUTS, PIXELS, layer
from lossland.labs.vision.convolution.pictures.seen import Seen, cells, ghost
from lossland.labs.vision.convolution.sources import grey

MORE = 2
"""Outputs beyond the first that are shown along each axis, at stride 1."""


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """So much of the corner as a few windows see; "valid", which fills nothing, is compared as if it were "same"."""
    p, s = seen.p, seen.s
    if p.study != "window" or s.layer is None:
        return None
    x, w = (s.x if p.colour else grey(s.x)), s.layer.w
    padding = "same" if p.padding == "valid" else p.padding
    changed = {"padding": padding, "flip": False}  # the filter is turned already
    made = {name: layers.layer(x, w, p.model_copy(update={**changed, "filling": name})) for name in FILLINGS}
    f = w.shape[-1]
    side = extent(f, p.dilation) + MORE
    count = max(1, output_size(side, f, 0, p.stride, p.dilation))
    outputs = torch.cat([one.a[:, :count, :count] for one in made.values()])
    arrays = layer(p, x, w, outputs, p.bias, p.activation)
    for name, one in made.items():
        arrays |= {
            f"x_{name}": cells(one.source[:, :side, :side]),
            f"x_{name}.ghost": ghost(one.ghost[:side, :side]),
            f"y_{name}": one.a[0, :count, :count],
        }
    return arrays


def figure(p: ConvolutionParams) -> Images | None:
    """Pairs: what the windows see, what comes out."""
    if p.study != "window":
        return None
    tiles = []
    for name, title in FILLINGS.items():
        tiles.append(Tile(uid=f"x_{name}", title=title, shares="pixels"))
        tiles.append(Tile(uid=f"y_{name}", title=T("output", "输出"), shares="outputs"))
    return Images(
        title=T("At the border", "边框处"),
        caption=T(
            "The upper left corner under each filling, on one scale: only outputs whose window reaches into the hatched cells differ.",
            "左上角在每种填充下的样子，用同一标尺：只有窗口伸入斜线单元的输出才不同。",
        ),
        alt=T("One corner under four fillings, and the outputs.", "同一角落在四种填充下的样子及其输出。"),
        columns=4,
        scales=(PIXELS, OUTPUTS),
        tiles=tuple(tiles),
    )
