"""The parameter that chooses labelled pictures: some that ship, or those that the user took or sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

import torch
from pydantic import Field
from torch import Tensor

from lossland.datasets.digits import digit_pictures
from lossland.datasets.views import views
from lossland.lab import Params, Refused, T, structural
from lossland.uploads.labelled import PicturesRef

VIEW_SIDE = 224
"""Pixels of the side of views of photographs."""
VIEWS = 30
"""Of each photograph."""
PHOTOGRAPHED = {"photographs": ("cat", "coffee", "rocket"), "textures": ("brick", "grass", "gravel")}
NAMES = {
    "cat": T("cat", "猫"),
    "coffee": T("coffee", "咖啡"),
    "rocket": T("rocket", "火箭"),
    "brick": T("bricks", "砖墙"),
    "grass": T("grass", "草地"),
    "gravel": T("gravel", "碎石"),
}
ShippedSet = Literal["photographs", "textures", "digits"]
HELD_SHARE = 0.2
"""Share of each class that is kept for the test, at least one picture."""
SETS: dict[str, T] = {
    "photographs": T("Cat, coffee, rocket", "猫、咖啡、火箭"),
    "textures": T("Bricks, grass, gravel", "砖墙、草地、碎石"),
    "digits": T("Digits (scikit-learn)", "手写数字 (scikit-learn)"),
}


class ShippedClasses(Params):
    """Views of three photographs or textures of scikit-image, or its neighbour's digits."""

    kind: Literal["shipped"] = "shipped"
    name: ShippedSet = Field(
        "photographs",
        title=T("Pictures", "图片"),
        description=T(
            "30 views each of three photographs or textures, cut out, turned and mirrored; or 1,797 digits.",
            "三张照片或纹理各取 30 个视图 (裁剪、旋转、镜像)；或 1,797 个数字。",
        ),
        json_schema_extra=structural(options=SETS),
    )


class OwnClasses(Params):
    """Classes that the user made."""

    kind: Literal["own"] = "own"
    pictures: PicturesRef = Field(
        title=T("Own classes", "自己的类别"),
        description=T("Classes of yours: from the camera, from files, or a zip.", "你自己的类别：摄像头、文件或 zip。"),
        json_schema_extra=structural(),
    )


Classes = Annotated[ShippedClasses | OwnClasses, Field(discriminator="kind")]


@dataclass(frozen=True)
class Labelled:
    """Pictures of one size in the order of their classes."""

    x: Tensor
    """(n, c, h, w) uint8; c is 1 or 3."""
    y: Tensor
    """(n,) int64."""


def classes_field(name: ShippedSet, *, title: T, description: T, **hints: Any) -> Any:
    """A `Classes` parameter that begins with some that ship."""
    options = {"shipped": T("Shipped", "自带"), "own": T("Your own", "自己的")}
    return Field(
        ShippedClasses(name=name),
        title=title,
        description=description,
        json_schema_extra=structural(options=options, **hints),
    )


def labelled(data: ShippedClasses | OwnClasses, rng: torch.Generator) -> Labelled:
    """All pictures. Views of photographs draw from `rng`. Raises `Refused` where sent ones are not there."""
    if data.kind == "own":
        if data.pictures.value is None:
            raise Refused(T("the pictures are not loaded", "图片未载入"))
        return Labelled(data.pictures.value.pictures, data.pictures.value.labels)
    if data.name == "digits":
        counts, digits = digit_pictures()  # (n, 64) of 0 to 16, (n,)
        order = digits.argsort(stable=True)
        x = (counts.view(-1, 1, 8, 8).float() * (255 / 16)).round().to(torch.uint8)
        return Labelled(x[order], digits.long()[order])
    x = torch.cat([views(name, VIEWS, VIEW_SIDE, rng) for name in PHOTOGRAPHED[data.name]])
    return Labelled(x, torch.arange(len(PHOTOGRAPHED[data.name])).repeat_interleave(VIEWS))


def names_of(data: ShippedClasses | OwnClasses) -> tuple[T, ...]:
    """What the classes are called, in the order of their labels; nothing where sent ones are not there."""
    if data.kind == "own":
        found = data.pictures.value.classes if data.pictures.value else ()
        return tuple(T(name, name) for name in found)
    if data.name == "digits":
        return tuple(T(str(digit), str(digit)) for digit in range(10))
    return tuple(NAMES[name] for name in PHOTOGRAPHED[data.name])


def parted(y: Tensor, names: tuple[T, ...], most: int, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """Rows of at most `most` pictures of each class: those to learn from, and the held-out fifth.

    Raises `Refused`, naming the class, where one has a single picture.
    """
    learned, held = [], []
    for k, name in enumerate(names):
        rows = (y == k).nonzero()[:, 0]
        if len(rows) < 2:
            raise Refused(
                T(
                    f"class {name!r} has one picture; it needs two, one to learn from and one for the test",
                    f"类别“{name.zh}”只有一张图片；至少需要两张，一张用于学习，一张用于测试",
                )
            )
        rows = rows[torch.randperm(len(rows), generator=rng)][:most]
        tested = max(1, round(HELD_SHARE * len(rows)))
        held.append(rows[:tested])
        learned.append(rows[tested:])
    return torch.cat(learned), torch.cat(held)
