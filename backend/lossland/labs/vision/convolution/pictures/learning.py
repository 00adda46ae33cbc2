"""A filter on its way to the one that made the target."""

from __future__ import annotations

from torch import Tensor

from lossland.algorithms.vision.convolution import convolve
from lossland.lab import T
from lossland.lab.views import Images, Tile, Window
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.pictures.filters import compared
from lossland.labs.vision.convolution.pictures.scales import OUTPUTS, PIXELS, WEIGHTS, ends, most, pixels
from lossland.labs.vision.convolution.pictures.seen import LINK, Seen, cells, window

TILES = (
    Tile(uid="x", title=T("picture", "图片"), shares="pixels"),
    Tile(uid="y", title=T("output of the learned filter", "学到的核的输出"), shares="outputs"),
    Tile(uid="target", title=T("target", "目标"), shares="outputs"),
    Tile(uid="goal", title=T("target filter", "目标核"), shares="weights", drawn="small"),
    Tile(uid="w", title=T("learned filter", "学到的核"), shares="weights", drawn="small"),
)


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """At the update that is shown."""
    made = seen.s.learned
    if made is None:
        return None
    w = made.way[seen.p.update].view(3, 3)
    before = convolve(made.x, made.way[0].view(3, 3))
    return {
        "x": cells(made.x),
        "target": made.target,
        "y": convolve(made.x, w),
        "y.window": window((3, 3), 1),
        "goal": made.goal,
        "w": w,
        "pixels.range": pixels(made.x),
        "outputs.range": ends(most(made.target, before), signs=True),
        "weights.range": compared(made),
    }


def figure(p: ConvolutionParams) -> Images | None:
    """Picture, target, output; both filters."""
    if p.study != "learning":
        return None
    return Images(
        title=T("Nine numbers that learn", "学习中的九个数"),
        caption=T(
            "Gradient descent sees the picture and the target only. Move “Update” and watch nine random numbers walk to the target filter's.",
            "梯度下降只看得到图片和目标图。移动“第几次更新”，看九个随机数走向目标核。",
        ),
        alt=T(
            "A picture, the target, the output of the learned filter, and both filters.",
            "图片、目标、学到的核的输出，以及两个核。",
        ),
        linked=LINK,
        scales=(PIXELS, OUTPUTS, WEIGHTS),
        tiles=TILES,
        windows=(Window(output="y", source="x", kernel="w"),),
    )
