"""The picture that a lab works on: one that ships, or one that the user sent, drew or took."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import torch
from pydantic import Field
from torch import Tensor

from lossland.algorithms.vision.resize import resized
from lossland.datasets.paintings import PAINTINGS, painting
from lossland.datasets.photographs import photograph
from lossland.lab import Params, Refused, T, structural
from lossland.uploads.picture import ImageRef

Shipped = Literal[
    "cat",
    "astronaut",
    "coffee",
    "rocket",
    "camera",
    "coins",
    "retina",
    "hubble",
    "brick",
    "grass",
    "gravel",
    "swirls",
    "woodcut",
    "mosaic",
    "dots",
]

TITLES: dict[str, T] = {
    "cat": T("Cat", "猫"),
    "astronaut": T("Astronaut", "宇航员"),
    "coffee": T("Coffee", "咖啡"),
    "rocket": T("Rocket", "火箭"),
    "camera": T("Cameraman", "摄影师"),
    "coins": T("Coins", "硬币"),
    "retina": T("Retina", "视网膜"),
    "hubble": T("Deep field", "深空"),
    "brick": T("Bricks", "砖墙"),
    "grass": T("Grass", "草地"),
    "gravel": T("Gravel", "碎石"),
    "swirls": T("Swirls (generated)", "漩涡 (生成)"),
    "woodcut": T("Woodcut (generated)", "木刻 (生成)"),
    "mosaic": T("Mosaic (generated)", "彩色玻璃 (生成)"),
    "dots": T("Dots (generated)", "点彩 (生成)"),
}


class ShippedPicture(Params):
    """A photograph or texture of scikit-image, or a generated painting."""

    kind: Literal["shipped"] = "shipped"
    name: Shipped = Field(
        "cat",
        title=T("Picture", "图片"),
        description=T("A photograph, a texture or a generated painting.", "一张照片、纹理或生成的画。"),
        json_schema_extra=structural(options=TITLES),
    )


class SentPicture(Params):
    """A picture that the user chose, drew or took."""

    kind: Literal["sent"] = "sent"
    image: ImageRef = Field(
        title=T("Own picture", "自己的图片"),
        description=T("A picture of yours: a file, the camera or a drawing.", "你的图片：文件、摄像头或手绘。"),
        json_schema_extra=structural(),
    )


Picture = Annotated[ShippedPicture | SentPicture, Field(discriminator="kind")]


def picture_field(name: Shipped, *, title: T, description: T, **hints: Any) -> Any:
    """A `Picture` parameter that begins with one that ships."""
    return Field(
        ShippedPicture(name=name),
        title=title,
        description=description,
        json_schema_extra=structural(
            options={"shipped": T("Shipped", "自带"), "sent": T("Your own", "自己的")}, **hints
        ),
    )


def pixels(picture: ShippedPicture | SentPicture, longest: int) -> Tensor:
    """The picture (h, w, 3) uint8, scaled so that its longer side has at most `longest` pixels.

    Raises `Refused` where a sent picture is not there.
    """
    if picture.kind == "shipped":
        return shipped_picture(picture.name, longest)
    if picture.image.value is None:
        raise Refused(T("the picture is not loaded", "图片未载入"))
    return shrunk(picture.image.value, longest)


def shipped_picture(name: str, longest: int) -> Tensor:
    """A picture that ships, in the same form."""
    return shrunk(painting(name), longest) if name in PAINTINGS else photograph(name, longest)


def shrunk(image: Tensor, longest: int) -> Tensor:
    """`image` (h, w, 3) uint8 with its longer side brought down to `longest` pixels by averaging areas."""
    h, w = image.shape[:2]
    if max(h, w) <= longest:
        return image
    size = [max(1, round(side * longest / max(h, w))) for side in (h, w)]
    smaller = resized(image.permute(2, 0, 1), *size)  # (3, h', w')
    return (smaller * 255).round().to(torch.uint8).permute(1, 2, 0).contiguous()
