"""What is asked and answered."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from lossland.inference.pictures import ImageFile


class StyleRequest(BaseModel):
    """Paint the content in that style. The numbers are those of the lab `style-transfer`."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    content: ImageFile
    style: ImageFile
    ratio: float = Field(30.0, ge=1e-4, le=1e7, description="beta / alpha: style over content.")
    steps: int = Field(200, ge=10, le=2000, description="Updates of the pixels.")
    size: Literal["96", "128", "192", "256", "384"] = Field("256", description="Pixels of the longer side.")
    network: Literal["efficientnet-lite0", "vgg19"] = Field(
        "efficientnet-lite0", description="What looks at the pictures; VGG-19 has to be fetched: `POST assets/vgg19`."
    )
    begin: Literal["content", "noise", "style"] = Field("content", description="The pixels before the first update.")
    seed: int = Field(0, ge=0, le=2**31 - 1, description="Of the noise.")


class StyleAnswer(BaseModel):
    """Where the picture forms, and where it will be."""

    run: str
    address: str = Field(
        description="The run: its state, its step, its frames on the way.", examples=["/api/v1/runs/ID"]
    )
    result: str = Field(
        description="The picture as PNG, once the run is done.", examples=["/api/v1/runs/ID/result.png"]
    )
