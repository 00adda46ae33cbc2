"""What one pixel of each layer of a stack sees of the picture."""

from __future__ import annotations

from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Images, Tile, Window
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.pictures.scales import PIXELS, pixels
from lossland.labs.vision.convolution.pictures.seen import LINK, Seen, cells, window

MOST = 5
"""Layers."""


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Every layer's map, as a window of r_l cells over the picture."""
    made = seen.s.stack
    if made is None:
        return None
    arrays = {"x": cells(made.maps[0]), "pixels.range": pixels(made.maps[0])}
    for at, (y, (r, jump)) in enumerate(zip(made.maps[1:], made.fields, strict=False), 1):
        arrays |= {f"y{at}": cells(y), f"y{at}.window": window((r, r), jump)}
    return arrays


def figure(p: ConvolutionParams) -> Images | None:
    """The picture and the maps; the deepest is pointed at first."""
    if p.study != "stack":
        return None
    layers = range(MOST, 0, -1)
    return Images(
        title=T("What one pixel sees", "一个像素看到什么"),
        caption=T(
            "Point at a pixel of any layer: the frame in the picture is its receptive field. (Each layer here takes plain means.)",
            "指向任一层的一个像素：图片中的方框就是它的感受野。(这里每层只取平均。)",
        ),
        alt=T("A picture and the maps of a stack of layers.", "图片与多层堆叠的特征图。"),
        linked=LINK,
        scales=(PIXELS,),
        tiles=(
            Tile(uid="x", title=T("picture", "图片"), shares="pixels"),
            *(Tile(uid=f"y{at}", title=T(f"layer {at}", f"第 {at} 层"), shares="pixels") for at in range(1, MOST + 1)),
        ),
        windows=tuple(Window(output=f"y{at}", source="x", combine="mean") for at in layers),
    )
