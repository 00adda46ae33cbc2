"""The parameters of the study of region proposals, beside the picture."""

from __future__ import annotations

from pydantic import Field

from lossland.lab import LabParams, T, structural


class RegionParams(LabParams):
    """How large the regions are that merge."""

    region_scale: float = Field(
        0.3,
        ge=0.05,
        le=3,
        title=T("Scale of the first regions", "初始区域的尺度"),
        description=T(
            "A region goes on growing over an edge that is no stronger than those inside it plus k over its pixels.",
            "若边缘强度不超过区域内部的边缘加上 k 除以像素数，区域就继续扩大。",
        ),
        json_schema_extra=structural(symbol="k", scale="log", when={"study": ["regions"]}),
    )
