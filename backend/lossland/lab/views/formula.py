"""A formula with the numbers of the moment."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Num

from lossland.lab.text import T
from lossland.lab.views.base import View


class Formula(View):
    """A formula with the numbers of the moment in it: TeX where `@name@` stands for a scalar of the frame."""

    kind: Literal["formula"] = "formula"
    tex: str
    library: str | None = None
    """The library's form, shown when the page's switch says so."""
    digits: int = Num(3, ge=1, le=9)
    explained: T = T("", "")
