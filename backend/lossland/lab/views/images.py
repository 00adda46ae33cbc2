"""A grid of pictures."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Num

from lossland.lab.text import T
from lossland.lab.views.base import View


class Images(View):
    """A grid of pictures that can be enlarged. Frame: `images` u1 (n, h, w) or (n, h, w, 3), `key` (n,) i4 if linked."""

    kind: Literal["images"] = "images"
    names: tuple[T, ...] = ()
    scale: Literal["grey", "diverging", "sequential"] = "grey"
    columns: int | None = Num(None, ge=1)
