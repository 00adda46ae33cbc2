"""What the page shows as controls of the optimizer race."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lossland.lab import LabParams, T, live, structural, view
from lossland.labs.optimizers.optimizer_race.racers import Racer
from lossland.labs.optimizers.optimizer_race.surfaces import SURFACES, AnySurface, Quadratic

SURFACE = T("Loss surface", "损失曲面")
RACERS = T("Racers", "参赛优化器")
LOOK = T("Look closer", "细看")
MOST_RACERS = 12
UPDATES = 300
"""The length of a race."""
PHASES = 4
"""Gradient, momentum, scaling, step."""


class OptimizerRaceParams(LabParams):
    """What the page shows as controls."""

    surface: AnySurface = Field(
        Quadratic(),
        title=SURFACE,
        description=T("What is minimised, and where all racers begin.", "被最小化的函数，以及共同的起点。"),
        json_schema_extra=structural(group=SURFACE, options=SURFACES),
    )
    alpha: float = Field(
        0.01,
        gt=0,
        le=10,
        title=T("Learning rate of all", "共用学习率"),
        description=T(
            "Of every racer without a rate of its own, in the picture “Same learning rate”. In the other each has its best rate.",
            "“相同的学习率”图中没有单独学习率的优化器都使用它。另一幅图中每个优化器使用各自的最佳学习率。",
        ),
        json_schema_extra=live(group=RACERS, scale="log", symbol="α"),
    )
    racers: tuple[Racer, ...] = Field(
        (Racer(), Racer(method="momentum"), Racer(method="adam")),
        min_length=1,
        max_length=MOST_RACERS,
        title=RACERS,
        description=T("Up to 12 optimizers from one start.", "从同一起点出发，最多 12 个优化器。"),
        json_schema_extra=structural(group=RACERS),
    )
    noise: float = Field(
        0.0,
        ge=0,
        le=20,
        title=T("Gradient noise", "梯度噪声"),
        description=T(
            "Standard deviation of what is added to each partial derivative, as by mini-batches; all racers get the same. "
            "The Gabor model has real mini-batches instead.",
            "每个偏导数所加噪声的标准差，模拟小批量；所有优化器的噪声相同。Gabor 模型则用真正的小批量。",
        ),
        json_schema_extra=live(
            group=RACERS, symbol="σ", when={"surface": [kind for kind in SURFACES if kind != "gabor"]}
        ),
    )
    slow: bool = Field(
        False,
        title=T("Slow motion", "慢动作"),
        description=T(
            "Each step shows one part of an update as an arrow on the ball: gradient, mean, scaling, step. So 4 steps are one update.",
            "每按一步只在小球上用箭头显示一次更新的一个环节：梯度、均值、缩放、步。因此 4 步为一次更新。",
        ),
        json_schema_extra=live(group=LOOK),
    )
    racer: int = Field(
        3,
        ge=1,
        le=MOST_RACERS,
        title=T("Racer followed", "跟踪的优化器"),
        description=T(
            "Number in the list; beyond the last means the last. For slow motion, effective rates and basins.",
            "列表中的序号；超出时取最后一个。用于慢动作、有效学习率和吸引域。",
        ),
        json_schema_extra=view(group=LOOK, row_of="racers"),
    )
    basins: bool = Field(
        False,
        title=T("Map of basins", "吸引域图"),
        description=T(
            "Runs the racer followed from 10,201 starts; see the tab Basins.",
            "让所跟踪的优化器从 10201 个起点出发；见“吸引域”标签页。",
        ),
        json_schema_extra=view(group=LOOK),
    )
    which: Literal["same", "best"] = Field(
        "best",
        title=T("Looked at with", "查看时使用"),
        description=T(
            "Whether slow motion and effective rates follow the race at the same rate or the one at the best rates. Basins take the rate that is set.",
            "慢动作和有效学习率取自相同学习率的比赛，还是各用最佳学习率的比赛。吸引域使用设定的学习率。",
        ),
        json_schema_extra=view(
            group=LOOK,
            advanced=True,
            options={"best": T("Its best rate", "最佳学习率"), "same": T("Its rate", "设定的学习率")},
        ),
    )
    height: Literal["log", "linear"] = Field(
        "log",
        title=T("Height of the surface", "曲面高度"),
        description=T(
            "Logarithm of the height above the lowest point, or the height itself.",
            "相对最低点高度的对数，或高度本身。",
        ),
        json_schema_extra=view(
            group=LOOK, advanced=True, options={"log": T("Logarithm", "对数"), "linear": T("As it is", "原值")}
        ),
    )
    form: Literal["course", "library"] = Field(
        "course",
        title=T("Form of the formulas", "公式形式"),
        description=T(
            "The course's: averages in momentum, ε inside the root. The library's: those of torch.optim.",
            "课程写法：动量取平均，ε 在根号内。PyTorch 写法：torch.optim 的形式。",
        ),
        json_schema_extra=live(
            advanced=True, options={"course": T("Course", "课程写法"), "library": T("Library", "PyTorch 写法")}
        ),
    )
