"""The parameters of the study of a grid with anchors."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from lossland.lab import LabParams, T, live, structural, view

HERE = {"study": ["grid"]}
GRID, LEARNING, SHOWN = T("Grid", "网格"), T("Learning", "学习"), T("Shown", "显示")
MOST_CELLS = 7

Place = Annotated[int, Field(ge=1, le=MOST_CELLS)]


class GridParams(LabParams):
    """Cells, anchors, how they learn, and which cell of which scene is looked at."""

    cells: int = Field(
        3,
        ge=3,
        le=MOST_CELLS,
        title=T("Cells a side", "每边格数"),
        description=T("An object belongs to the cell of its midpoint.", "物体属于其中点所在的格子。"),
        json_schema_extra=structural(group=GRID, symbol="S", when=HERE),
    )
    anchors: Literal["one", "two"] = Field(
        "two",
        title=T("Anchors", "锚框"),
        description=T(
            "Two: a tall shape, as of pedestrians, and a wide one, as of cars.",
            "两个：高的形状，如行人；宽的形状，如汽车。",
        ),
        json_schema_extra=structural(
            group=GRID, symbol="A", options={"one": T("one", "一个"), "two": T("two", "两个")}, when=HERE
        ),
    )
    most: int = Field(
        3,
        ge=1,
        le=9,
        title=T("Things a scene, at most", "每幅街景的物体数上限"),
        description=T("The more there are, the more share a cell.", "越多，同一格中的物体就越多。"),
        json_schema_extra=structural(group=LEARNING, when=HERE),
    )
    scenes: int = Field(
        40,
        ge=8,
        le=100,
        title=T("Scenes to learn from", "学习用的街景数"),
        description=T(
            "Each is also seen mirrored. 20 others are held out. More take longer to start.",
            "每幅还有一个镜像。另有 20 幅留作测试。越多，开始越慢。",
        ),
        json_schema_extra=structural(group=LEARNING, symbol="n", when=HERE),
    )
    rate: float = Field(
        0.001,
        ge=1e-5,
        le=0.1,
        title=T("Learning rate", "学习率"),
        description=T("Of Adam.", "Adam 的学习率。"),
        json_schema_extra=live(group=LEARNING, symbol="α", scale="log", when=HERE),
    )
    batch: int = Field(
        16,
        ge=1,
        le=64,
        title=T("Batch", "小批量"),
        description=T("Scenes an update.", "每次更新的街景数。"),
        json_schema_extra=live(group=LEARNING, symbol="B", advanced=True, when=HERE),
    )
    losses: Literal["log", "squared"] = Field(
        "log",
        title=T("Loss", "损失"),
        description=T(
            "Logarithms for p_c and the classes, squares for the box; or squares for all.",
            "p_c 与类别用对数，框用平方；或全部用平方。",
        ),
        json_schema_extra=live(
            group=LEARNING,
            options={"log": T("log and squares", "对数与平方"), "squared": T("all squares", "全部平方")},
            when=HERE,
        ),
    )
    weight: float = Field(
        10.0,
        ge=0,
        le=20,
        title=T("Weight of the box", "框的权重"),
        description=T("What its part of the loss is multiplied by.", "损失中框的部分乘以它。"),
        json_schema_extra=live(group=LEARNING, symbol="λ", when=HERE),
    )
    of: Literal["held", "learned"] = Field(
        "held",
        title=T("Scenes", "街景"),
        description=T("Held out, or learned from.", "留出的，或用于学习的。"),
        json_schema_extra=view(
            group=SHOWN, options={"held": T("held out", "留出"), "learned": T("learned from", "学习过")}, when=HERE
        ),
    )
    number: int = Field(
        3,
        ge=1,
        le=100,
        title=T("Scene", "第几幅"),
        description=T("Beyond the last one it is the last.", "超过最后一幅时取最后一幅。"),
        json_schema_extra=view(group=SHOWN, when=HERE),
    )
    cell: list[Place] = Field(
        [2, 3],
        min_length=2,
        max_length=2,
        title=T("Cell", "格子"),
        description=T(
            "Row and column, from 1, the upper left. Or click on the picture.", "行与列，左上为 1。也可在图上点击。"
        ),
        json_schema_extra=view(group=SHOWN, when=HERE),
    )
    sure: float = Field(
        0.5,
        ge=0.05,
        le=1,
        title=T("Boxes from p_c", "从多大 p_c 起画框"),
        description=T("Less sure ones are not drawn.", "低于它的框不画。"),
        json_schema_extra=view(group=SHOWN, symbol="p_c ≥", when=HERE),
    )
    suppress: bool = Field(
        True,
        title=T("Suppress overlapping boxes", "抑制重叠的框"),
        description=T(
            "Of each class, those whose IoU with a surer one is above .5.", "同类中，与更确信的框交并比大于 .5 的。"
        ),
        json_schema_extra=view(group=SHOWN, when=HERE),
    )
    truth: bool = Field(
        True,
        title=T("Show the objects", "显示真实物体"),
        description=T("Dashed, with their midpoints.", "虚线，并标出中点。"),
        json_schema_extra=view(group=SHOWN, when=HERE),
    )
