"""The target filter and the learned one, number by number, on one scale; and the way from one to the other."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Images, Note, Tile
from lossland.labs.vision.convolution.params import UPDATES, ConvolutionParams
from lossland.labs.vision.convolution.pictures.scales import WEIGHTS, weights
from lossland.labs.vision.convolution.pictures.seen import Seen
from lossland.labs.vision.convolution.state import Learned

STATIONS = (0, 1, 3, 10, 30, 100, UPDATES)
"""Updates after which the filter is drawn small."""
BLIND = Note(
    uid="blind",
    text=T(
        "This picture tells {told} of 9 directions apart. Along the other {count} the output stays the same, so the filter stays "
        "as it began.",
        "这张图片只能分辨 9 个方向中的 {told} 个；沿其余 {count} 个方向输出不变，核停留在初值。",
    ),
)


def blind(made: Learned) -> dict[str, Tensor]:
    """The numbers of the note; NaN where every direction is told, so that there is none."""
    count = 9 - made.told
    return {
        "blind.told": torch.tensor([float(made.told)]),
        "blind.count": torch.tensor([float(count) if count else torch.nan]),
    }


def compared(made: Learned) -> Tensor:
    """(2,) the same scale at every update: it holds the target, all of the way, and how far off that is."""
    return weights(made.goal, made.way, made.way - made.goal.flatten())


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """At the update that is shown, and at the stations."""
    made = seen.s.learned
    if made is None:
        return None
    w = made.way[seen.p.update].view(3, 3)
    return {
        "goal": made.goal,
        "w": w,
        "off": w - made.goal,
        **{f"w{t}": made.way[t].view(3, 3) for t in STATIONS},
        "weights.range": compared(made),
        "here.worst": (w - made.goal).abs().amax()[None],
        **blind(made),
    }


def station(t: int) -> T:
    """The first says what is counted; the others have little room."""
    return T(f"{t}", f"{t}") if t else T("t = 0", "t = 0")


def figure(p: ConvolutionParams) -> Images | None:
    """Two tables and their difference; below, the way."""
    if p.study != "learning":
        return None
    return Images(
        title=T("Target and learned", "目标与学到的核"),
        caption=T(
            "Equal colours are equal numbers. Type a number of the target, and descent looks for yours. Below, the filter after "
            "more and more updates.",
            "颜色相同即数值相同。键入目标核中的一个数，梯度下降就去寻找你的核。下方是更新次数越来越多时的核。",
        ),
        alt=T(
            "The target filter, the learned filter and their difference as tables of numbers, and the filter on its way.",
            "目标核、学到的核及其差的数表，以及学习途中的核。",
        ),
        scales=(WEIGHTS,),
        tiles=(
            Tile(uid="goal", title=T("target filter", "目标核"), shares="weights"),
            Tile(uid="w", title=T("learned filter", "学到的核"), shares="weights"),
            Tile(uid="off", title=T("learned − target", "学到的 − 目标"), shares="weights"),
            *(Tile(uid=f"w{t}", title=station(t), shares="weights", drawn="small") for t in STATIONS),
        ),
        show="numbers",
        typed="goal_weights",
        typed_kind="goal",
        notes=(Note(uid="here", text=T("worst weight off by {worst}", "最差权重差 {worst}")), BLIND),
    )
