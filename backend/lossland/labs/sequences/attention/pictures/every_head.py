"""Where every head of the encoder of the house looks in a sentence."""

from __future__ import annotations

from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Attention
from lossland.lab.views.lines import text_lines
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.pictures.seen import LINK, Seen

LAYERS, HEADS = 4, 4
"""Of the encoder."""


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Layer by layer, head by head."""
    found = seen.s.sentence
    if found is None:
        return None
    words = text_lines(found.pieces)
    return {"weights": found.alpha.flatten(0, 1), "rows": words, "columns": words}


def figure(p: AttentionParams) -> Attention | None:
    """An overview; one opens."""
    if p.study != "english":
        return None
    return Attention(
        title=T("Every head", "所有头"),
        caption=T(
            "An encoder that learned to fill blanks in 130,000 English sentences. Click a map to open it; point at a word, and its "
            "row is marked in all.",
            "在 130,000 个英语句子上学会填空的编码器。点击一幅图将其打开；指向一个词，各图同时标出它的行。",
        ),
        alt=T("Attention of every head of four layers on the sentence.", "四层中每个头在句子上的注意力。"),
        linked=LINK,
        maps=tuple(
            T(f"layer {layer}, head {head}", f"第 {layer} 层，头 {head}")
            for layer in range(1, LAYERS + 1)
            for head in range(1, HEADS + 1)
        ),
        across=HEADS,
    )
