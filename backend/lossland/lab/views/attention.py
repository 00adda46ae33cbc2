"""What queries take of keys: maps whose rows sum to 1; or other shares, as of gates that are open."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Num

from lossland.lab.text import T
from lossland.lab.views.base import View


class Attention(View):
    """Attention of one head, or of many: small maps of which a click opens one. Rows are queries, each sums to 1 (`sums`).

    Frame: `weights` (maps, T, S) in [0, 1], NaN where nothing is known yet; `rows` and `columns`, the tokens of the T
    queries and the S keys as `text_lines`; where a hand has forced cells, `marks` u1 (T, S), 1 for those. What the pointer is
    at is shared, by the number of its row, with the views of the same `linked` name.
    """

    kind: Literal["attention"] = "attention"
    rows: T = T("queries", "查询")
    columns: T = T("keys", "键")
    maps: tuple[T, ...] = ()
    """Their titles, in the order of the frame; one map needs none."""
    sums: bool = True
    """Whether each row sums to 1. If not, cells are numbers of their own in [0, 1], and the deepest colour stands for 1."""
    across: int | None = Num(None, ge=1, description="small maps in a row: the heads of a layer")
    digits: int = Num(2, ge=1, le=4, description="of a weight, after the point")
    action: str | None = None
    """The action that a click on a cell sends, with `row`, `column` and `map`, from 0."""
    chosen: str | None = None
    """The parameter, from 1 on, that receives the row which is clicked."""
