"""The parameter that chooses what a network begins with: random weights, or those of a model that was kept."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from lossland.lab import Params, T, structural
from lossland.uploads.model import ModelRef


class FromRandom(Params):
    """Weights as the network's layers draw them."""

    kind: Literal["random"] = "random"


class FromKept(Params):
    """Weights that another run has learned."""

    kind: Literal["kept"] = "kept"
    model: ModelRef = Field(
        title=T("Kept model", "已保存的模型"),
        description=T(
            "A model that you kept of such a run, in its tab API. Step 0 is that network; training goes on from there.",
            "你在“API”标签中从此类运行保存的模型。第 0 步就是该网络，训练由此继续。",
        ),
        json_schema_extra=structural(),
    )


Beginning = Annotated[FromRandom | FromKept, Field(discriminator="kind")]


def beginning_field(**hints: Any) -> Any:
    """A `Beginning` parameter that begins with random weights."""
    return Field(
        FromRandom(),
        title=T("Begins with", "初始权重"),
        description=T(
            "Random weights, or those of a model that you kept: to look into it, or to train it further.",
            "随机权重，或你保存的模型的权重：用来观察它，或继续训练。",
        ),
        json_schema_extra=structural(
            options={"random": T("Random", "随机"), "kept": T("A kept model", "已保存的模型")}, **hints
        ),
    )
