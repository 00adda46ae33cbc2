"""Where each word of the translation looks."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Attention
from lossland.lab.views.lines import text_lines
from lossland.labs.sequences.translation.params import TranslationParams
from lossland.labs.sequences.translation.pictures.seen import Seen

SHIPPED = {"french": (3, 4), "alignment": (0, 1), "chinese": (3, 4), "dates": (0, 1)}
"""Layers and heads of the networks that ship; 0 layers: a GRU, which has one map."""


def none(p: TranslationParams) -> bool:
    """Whether nothing is looked at word by word."""
    return p.study == "train" and (p.net == "none" or (p.order == "at once" and p.net == "transformer"))


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """The map or maps, and the cells that a hand has forced."""
    if none(seen.p):
        return None
    found = seen.pinned
    marks = torch.zeros(found.alphas.shape[1:], dtype=torch.uint8)
    for row, column in seen.s.forced.items():
        if int(row) < marks.shape[0] and column < marks.shape[1]:
            marks[int(row), column] = 1
    return {
        "weights": found.alphas,
        "rows": text_lines(found.said),
        "columns": text_lines(found.source),
        "marks": marks,
    }


def figure(p: TranslationParams) -> Attention | None:
    """One map of a GRU; of a Transformer the mean of the last layer, then every head."""
    if none(p):
        return None
    layers, heads = SHIPPED[p.model] if p.study == "shipped" else (2, 2) if p.net == "transformer" else (0, 1)
    maps = [
        T(f"layer {layer}, head {head}", f"第 {layer} 层，头 {head}")
        for layer in range(1, layers + 1)
        for head in range(1, heads + 1)
    ]
    if maps:
        maps.insert(0, T(f"mean of layer {layers}", f"第 {layers} 层的平均"))
    return Attention(
        title=T("Alignment", "对齐"),
        caption=T(
            "Rows: words of the translation, columns: words of the sentence. Click a cell, and that step looks there only.",
            "行：译文的词；列：原句的词。点击一格，该步就只看那里。",
        ),
        alt=T(
            "What each word of the translation takes of each word of the sentence.", "译文每个词从原句每个词取了多少。"
        ),
        rows=T("translation", "译文"),
        columns=T("sentence", "原句"),
        maps=tuple(maps),
        across=heads if maps else None,
        action="look",
    )
