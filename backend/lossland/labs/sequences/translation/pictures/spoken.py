"""What is said of the pinned sentence, word by word."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Tokens
from lossland.lab.views.lines import text_lines
from lossland.labs.sequences.translation.params import TranslationParams
from lossland.labs.sequences.translation.pictures.seen import Seen
from lossland.labs.sequences.translation.pinned import pinned


def draw(seen: Seen) -> dict[str, Tensor]:
    """The sentence; its translation; and where it is made to do something, what it would say by itself."""
    found, p = seen.pinned, seen.p
    lines, values = [found.source, found.said], [torch.full((len(found.source),), torch.nan), found.p.cpu()]
    if seen.s.forced or p.prefix or not p.reads:
        free = pinned(seen.s, p.model_copy(update={"reads": True}), forced=False)
        lines.append(free.said)
        values.append(free.p.cpu())
    return {
        "text": text_lines([piece for line in lines for piece in line]),
        "line": torch.tensor([k for k, line in enumerate(lines) for _ in line], dtype=torch.int32),
        "value": torch.cat(values),
    }


def figure(p: TranslationParams) -> Tokens:
    """Always there."""
    return Tokens(
        title=T("Translation", "译文"),
        caption=T(
            "Coloured by P of each word, given the sentence and the words before it.",
            "按每个词在给定原句与前文时的概率着色。",
        ),
        alt=T("The sentence and its translation, word by word with probabilities.", "原句与译文，逐词标出概率。"),
        value=T("P", "P"),
        lines=(
            T("sentence x", "原句 x"),
            T("translation ŷ", "译文 ŷ"),
            T("left to itself", "不加干预时"),
        ),
    )
