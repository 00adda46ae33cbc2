"""The parameters of the study of the sliding window."""

from __future__ import annotations

from pydantic import Field

from lossland.lab import LabParams, T, structural

SIDES = (14, 40)


class WindowParams(LabParams):
    """How large the picture is that the window slides over."""

    side: int = Field(
        28,
        ge=SIDES[0],
        le=SIDES[1],
        multiple_of=2,
        title=T("Side of the picture", "图片边长"),
        description=T(
            "In pixels; the window has 14. With 16 there are four windows, in each corner one.",
            "以像素计；窗口为 14。边长 16 时有四个窗口，每角一个。",
        ),
        json_schema_extra=structural(symbol="n", when={"study": ["window"]}),
    )
