"""A search as a tree that grows step by step."""

from __future__ import annotations

from typing import Literal

from lossland.lab.views.base import View


class Tree(View):
    """Continuations from left to right, each beside its parent, and those that ended in a list.

    Frame: for N nodes, the root first and parents before their children, `parent` i4 (-1 of the root), `text` as `text_lines`
    (the token of each), `p` (the probability of the token), `total` (the sum of logarithms up to it), `score` (NaN where it has
    not ended), `fate` u1 (0 dropped, 1 kept, 2 ended), `path` u1 (1 on the way to the best, 2 on that of greedy search, 3 both).
    """

    kind: Literal["tree"] = "tree"
    products: bool = False
    """Whether products are told beside the sums of logarithms: of short trees."""
    step: str | None = None
    """The parameter that receives the step whose heading is clicked, from 1."""
