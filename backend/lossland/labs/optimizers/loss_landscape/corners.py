"""The three checkpoints that span a plane."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from lossland.lab import Params, Refused, T, structural

CORNERS = {
    "start": T("Start of training 1", "训练 1 的起点"),
    "end_1": T("End of training 1", "训练 1 的终点"),
    "end_2": T("End of training 2", "训练 2 的终点"),
    "end_3": T("End of training 3", "训练 3 的终点"),
}
Corner = Literal["start", "end_1", "end_2", "end_3"]


def _corner(default: str, title: T) -> Any:
    return Field(
        default,
        title=title,
        description=T("One of the three checkpoints that span the plane.", "张成平面的三个检查点之一。"),
        json_schema_extra=structural(options=CORNERS),
    )


class Corners(Params):
    """Three different checkpoints."""

    first: Corner = _corner("start", T("First checkpoint", "第一个检查点"))
    second: Corner = _corner("end_1", T("Second checkpoint", "第二个检查点"))
    third: Corner = _corner("end_2", T("Third checkpoint", "第三个检查点"))

    @model_validator(mode="after")
    def _different(self) -> Corners:
        chosen = [self.first, self.second, self.third]
        for name in chosen:
            if chosen.count(name) > 1:
                raise Refused(
                    T(
                        f"{name} is named twice: a plane needs three different checkpoints of {list(CORNERS)}",
                        f"{name} 出现两次：平面需要 {list(CORNERS)} 中三个不同的检查点",
                    )
                )
        return self
