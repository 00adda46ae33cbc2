"""Parameters that labs which train on data have in common."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from lossland.lab import T, structural

DATA = T("Data", "数据")


def validation_share(default: float, *, le: float) -> Any:
    """Share of the points that is kept from training."""
    return Field(
        default,
        ge=0,
        le=le,
        title=T("Validation share", "验证集比例"),
        description=T("Share of the points that training never sees.", "训练时不使用的数据点所占比例。"),
        json_schema_extra=structural(group=DATA, advanced=True),
    )
