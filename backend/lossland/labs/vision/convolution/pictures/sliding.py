"""Tiles of a layer: what the windows move over, the filters, and a map for each of them."""

from __future__ import annotations

from typing import Literal

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Images, Tile, Window
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.pictures.scales import OUTPUTS, PIXELS, WEIGHTS, layer
from lossland.labs.vision.convolution.pictures.seen import (
    ACTIVATIONS,
    AFTER,
    LINK,
    Seen,
    cells,
    ghost,
    window,
)

DRAWN: dict[str, Literal["large", "small", "not"]] = {"window": "not", "shapes": "large", "channels": "small"}
"""How filters are among the pictures: one stands beside them already, term by term."""
FILTERS = {"window": 1, "shapes": 1, "channels": 3}
"""How many a layer can have, by what is looked at."""


def number(k: int, most: int) -> tuple[str, str]:
    """The place of a filter as it is written, where there are several."""
    return (f" {k + 1}", f" {k + 1}") if most > 1 else ("", "")


def layer_figure(p: ConvolutionParams, title: T, alt: T, caption: T, show: Literal["pictures", "terms"]) -> Images:
    """A picture, filters, maps."""
    most = FILTERS[p.study]
    signal = p.study == "shapes"
    x = T("signal x", "信号 x") if signal else T("picture x", "图片 x")
    tiles, windows = [Tile(uid="x", title=x, shares="pixels")], []
    for k in range(most):
        en, zh = number(k, most)
        tiles.append(
            Tile(uid=f"w{k}", title=T(f"filter ω{en}", f"卷积核 ω{zh}"), shares="weights", drawn=DRAWN[p.study])
        )
    for k in range(most):
        en, zh = number(k, most)
        tiles.append(Tile(uid=f"y{k}", title=T(f"output h{en}", f"输出 h{zh}"), shares="outputs"))
        windows.append(Window(output=f"y{k}", source="x", kernel=f"w{k}", activations=AFTER))
    return Images(
        title=title,
        alt=alt,
        caption=caption,
        linked=LINK,
        scales=(PIXELS, OUTPUTS, WEIGHTS),
        tiles=tuple(tiles),
        windows=tuple(windows),
        show=show,
        typed={"window": "weights", "shapes": "taps"}.get(p.study),
        typed_kind="kernel" if p.study == "window" else None,
    )


def layer_arrays(seen: Seen) -> dict[str, Tensor]:
    """Their numbers. The page computes window, products and sum from them."""
    made, p = seen.s.layer, seen.p
    if made is None:
        return {}
    arrays = {
        "x": cells(made.source),
        "x.ghost": ghost(made.ghost),
        **layer(p, made.source[:, ~made.ghost], made.w, made.a, p.bias, p.activation),
    }
    for k, (w, a) in enumerate(zip(made.w, made.a, strict=True)):
        arrays |= {
            f"w{k}": w[0] if len(w) == 1 else w,
            f"w{k}.turned": torch.tensor([float(p.flip)]),
            f"y{k}": a,
            f"y{k}.absolute": torch.tensor([float(p.absolute)]),
            f"y{k}.window": window((w.shape[-2], w.shape[-1]), made.step[0], made.step[1]),
            f"y{k}.bias": torch.tensor([p.bias]),
            f"y{k}.activation": torch.tensor([float(ACTIVATIONS.index(p.activation))]),
        }
    return arrays
