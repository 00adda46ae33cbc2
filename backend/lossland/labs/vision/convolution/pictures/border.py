"""The same corner of the picture under all four fillings, and what the filter makes of each."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.vision.convolution import extent, ghosts, padded, same
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
    f = w.shape[-1]
    around = p.p if p.padding == "own" else same(f, p.dilation)
    side = extent(f, p.dilation) + MORE
    as_it_is = p.model_copy(update={"padding": "valid", "flip": False})  # corners are filled, the filter is turned
    corners = {name: padded(x, (around, around), name)[:, :side, :side] for name in FILLINGS}
    outputs = {name: layers.layer(corner, w, as_it_is).a for name, corner in corners.items()}  # (1, k, k)
    arrays = layer(p, x, w, torch.cat(list(outputs.values())), p.bias, p.activation)
    filled = ghost(ghosts(x, (around, around))[:side, :side])
    for name, corner in corners.items():
        arrays |= {f"x_{name}": cells(corner), f"x_{name}.ghost": filled, f"y_{name}": outputs[name][0]}
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
