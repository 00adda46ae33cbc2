"""The views of the optimizer race."""

from __future__ import annotations

from lossland.lab import T
from lossland.lab.pictures import Picture
from lossland.labs.optimizers.optimizer_race.params import OptimizerRaceParams
from lossland.labs.optimizers.optimizer_race.pictures import (
    basins,
    effective,
    loss,
    numbers,
    rule,
    surface,
    sweep,
    table,
)
from lossland.labs.optimizers.optimizer_race.pictures.contours import Contours
from lossland.labs.optimizers.optimizer_race.pictures.seen import Seen

VIEWS: dict[str, Picture[OptimizerRaceParams, Seen]] = {
    "best": Contours(
        "best",
        T("Each at its best learning rate", "各用最佳学习率"),
        T(
            "31 rates were tried for each, from this start. The table says which won. The best is the first to stay below a thousandth of the start's height, else the lowest at the end.",
            "每个都从这个起点试过 31 个学习率，胜出者见表格。最先稳定降到起点高度千分之一以下者为最佳，"
            "都达不到时取终点最低者。",
        ),
    ),
    "same": Contours(
        "same",
        T("Same learning rate", "相同的学习率"),
        T(
            "Drag the ring: every path is drawn anew. The dashed line is the finish. All racers use the rate α of the control, unless one has its own.",
            "拖动圆环，所有路径随之重画。虚线为终点。除单独设定者外，都使用控件中的学习率 α。",
        ),
    ),
    "surface": surface,
    "loss": loss,
    "table": table,
    "numbers": numbers,
    "rule": rule,
    "sweep": sweep,
    "effective": effective,
    "basins": basins,
}
