"""What would stand in the blanks, and how likely every other word is."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Tokens
from lossland.lab.views.lines import text_lines
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.pictures.seen import LINK, Seen

MOST_BLANKS = 6


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """The sentence, then a line for each blank."""
    found = seen.s.sentence
    if found is None:
        return None
    lines = [(found.pieces, found.likely), *found.guesses[:MOST_BLANKS]]
    counts = torch.tensor([len(pieces) for pieces, _ in lines])
    keys = [torch.arange(len(found.pieces)), *(torch.full((len(pieces),), -1) for pieces, _ in lines[1:])]
    return {
        "text": text_lines([piece for pieces, _ in lines for piece in pieces]),
        "value": torch.cat([values for _, values in lines]),
        "line": torch.arange(len(lines)).repeat_interleave(counts).to(torch.int32),
        "key": torch.cat(keys).to(torch.int32),
    }


def figure(p: AttentionParams) -> Tokens | None:
    """Of the sentence."""
    if p.study != "english":
        return None
    return Tokens(
        title=T("Blanks, filled", "填空结果"),
        caption=T(
            "Above: how likely each word is if it alone is covered. Below: the five likeliest for each blank.",
            "上：单独遮住每个词时它的概率。下：每个空最可能的五个词元。",
        ),
        alt=T(
            "Words of the sentence with their probability, and guesses for each blank.",
            "句中各词的概率，以及每个空的猜测。",
        ),
        value=T("P", "P"),
        lines=(T("the sentence", "句子"), *(T(f"blank {k}", f"空 {k}") for k in range(1, MOST_BLANKS + 1))),
        linked=LINK,
    )
