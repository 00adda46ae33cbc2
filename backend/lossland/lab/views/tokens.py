"""Lines of tokens, each in the colour of a number."""

from __future__ import annotations

from typing import Literal

from lossland.lab.text import T
from lossland.lab.views.base import View


class Tokens(View):
    """Tokens in their order, each with a number that colours it. Frame: `text`, the n tokens as `text_lines`; `value` (n,),
    NaN where there is none; `line` i4 (n,), which line each is in (all in the first if missing); `key` i4 (n,) if linked, else
    their places are what the views of the same `linked` name share.
    """

    kind: Literal["tokens"] = "tokens"
    value: T
    """What the number is."""
    scale: Literal["sequential", "signed"] = "sequential"
    low: float = 0.0
    high: float = 1.0
    """What the ends of the colours stand for."""
    percent: bool = False
    lines: tuple[T, ...] = ()
    """What the lines are called."""
    action: str | None = None
    """The action that a click on a token sends, with its `index`, from 0."""
    chosen: str | None = None
    """The parameter, from 1 on, that receives the place of the token which is clicked."""
