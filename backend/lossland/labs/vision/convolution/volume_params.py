"""What a layer in three dimensions is set by: a volume, and a filter that is a cube."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from lossland.lab import T, live, structural
from lossland.labs.vision.convolution.study_params import StudyParams

VOLUME = T("Volume", "体数据")
CUBE = T("Filter", "卷积核")
WHEN = {"study": ["volume"]}

Cube = Literal["through", "down", "across", "mean", "laplacian", "identity"]
CUBES = {
    "through": T("Through the slices", "前后之差"),
    "down": T("Top to bottom", "上下之差"),
    "across": T("Left to right", "左右之差"),
    "mean": T("Mean of 27", "27 个的均值"),
    "laplacian": T("Laplacian", "拉普拉斯"),
    "identity": T("Identity", "恒等"),
    "own": T("Your own", "自己的"),
}


class VolumeParams(StudyParams):
    """Of a layer on slices or frames."""

    solid: Literal["scan", "film"] = Field(
        "scan",
        title=T("Volume", "体数据"),
        description=T(
            "Generated: slices through a ball and a bar, or frames of a disc that moves past a square.",
            "生成的数据：穿过一个球和一根杆的切片，或一个圆盘经过方块旁的各帧。",
        ),
        json_schema_extra=structural(
            group=VOLUME, options={"scan": T("Scan", "扫描"), "film": T("Film", "影片")}, when=WHEN
        ),
    )
    depth: int = Field(
        14,
        ge=6,
        le=24,
        title=T("Slices or frames", "切片数或帧数"),
        description=T("How many pictures lie one behind the other: depth, or time.", "前后共有几张图：深度或时间。"),
        json_schema_extra=structural(group=VOLUME, symbol="D", when=WHEN),
    )
    volume: int = Field(
        14,
        ge=6,
        le=24,
        title=T("Side of a slice", "切片的边长"),
        description=T("Height and width of each.", "每张的高与宽。"),
        json_schema_extra=structural(group=VOLUME, symbol="n", when=WHEN),
    )
    speckle: float = Field(
        8.0,
        ge=0,
        le=60,
        title=T("Noise", "噪声"),
        description=T("Its standard deviation, in levels from 0 to 255.", "其标准差，以 0 至 255 的灰度计。"),
        json_schema_extra=structural(group=VOLUME, symbol="σ", when=WHEN),
    )
    cube: Literal[Cube, "own"] = Field(
        "through",
        title=T("Filter", "卷积核"),
        description=T(
            "A cube of 3×3×3 numbers; the first three subtract one face from the one across. Type a number in the picture and it "
            "becomes your own.",
            "3×3×3 的立方体；前三个用一个面减去对面。在图中键入一个数，它就成为你自己的核。",
        ),
        json_schema_extra=live(group=CUBE, options=CUBES, when=WHEN),
    )
    cube_weights: list[Annotated[float, Field(ge=-100, le=100)]] = Field(
        [0.0] * 13 + [1.0] + [0.0] * 13,
        min_length=27,
        max_length=27,
        title=T("Weights of the cube", "立方体的权重"),
        description=T("Of your own filter: slice by slice, row by row.", "自己的卷积核：逐片、逐行。"),
        json_schema_extra=live(group=CUBE, symbol="ω", hidden=True),
    )
