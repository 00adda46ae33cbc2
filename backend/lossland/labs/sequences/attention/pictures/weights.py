"""The weights as a map whose rows sum to 1."""

from __future__ import annotations

from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Attention
from lossland.lab.views.lines import text_lines
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """One query, or three."""
    made = seen.s.attended
    if made is None:
        return None
    letter = "x" if seen.p.source in ("given", "self") else "k"
    queries = ["q"] if len(made.Q) == 1 else ["x1", "x2", "x3"]
    keys = [f"{letter}{k}" for k in (1, 2, 3)]
    return {"weights": made.alpha[None].float(), "rows": text_lines(queries), "columns": text_lines(keys)}


def figure(p: AttentionParams) -> Attention | None:
    """A click on a row chooses it."""
    if p.study != "tokens":
        return None
    return Attention(
        title=T("Weights", "权重"),
        caption=T(
            "Each row is the softmax of one query's scores and sums to 1; a column need not.",
            "每一行是一个查询的得分的 softmax，和为 1；各列则不必。",
        ),
        alt=T("The attention weights of each query.", "每个查询的注意力权重。"),
        digits=4,
        chosen="query" if p.source == "self" else None,
    )
