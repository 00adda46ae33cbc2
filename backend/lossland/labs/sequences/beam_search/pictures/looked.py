"""Where the network looked while it said the best hypothesis."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Attention
from lossland.lab.views.lines import text_lines
from lossland.labs.sequences.beam_search.params import BeamParams
from lossland.labs.sequences.beam_search.pictures.seen import Seen

LAYERS, HEADS = 3, 4
"""Of both networks of the house."""


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """The mean of the last layer's heads, then every head."""
    searched = seen.s.searched
    if searched is None or searched.attention is None:
        return None
    mean = searched.attention[-HEADS:].mean(0, keepdim=True)
    return {
        "weights": torch.cat([mean, searched.attention]),
        "rows": text_lines(searched.best[0].pieces),
        "columns": text_lines(searched.source),
    }


def figure(p: BeamParams) -> Attention | None:
    """Of a sentence."""
    if p.study != "sentence":
        return None
    heads = [
        T(f"layer {layer}, head {head}", f"第 {layer} 层，头 {head}")
        for layer in range(1, LAYERS + 1)
        for head in range(1, HEADS + 1)
    ]
    return Attention(
        title=T("Where it looked", "看向何处"),
        caption=T(
            "Rows: tokens of the best translation; columns: tokens of the sentence.",
            "行：最佳译文的词元；列：原句的词元。",
        ),
        alt=T("Attention from the translation to the sentence.", "从译文到原句的注意力。"),
        rows=T("translation", "译文"),
        columns=T("sentence", "原句"),
        maps=(T("mean of layer 3", "第 3 层的平均"), *heads),
        across=HEADS,
    )
