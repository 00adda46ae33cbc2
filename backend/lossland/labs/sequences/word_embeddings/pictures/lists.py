"""Neighbours of a word, and the answers to an analogy."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.sequences.analogies import Found
from lossland.lab import T
from lossland.lab.views import Tokens
from lossland.lab.views.lines import text_lines
from lossland.labs.sequences.word_embeddings.params import WordEmbeddingsParams
from lossland.labs.sequences.word_embeddings.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """Three lines: the word and its neighbours, the question, its answers. An unknown word has no number."""
    p = seen.p
    asked = [(name, torch.nan) for name in (p.a, p.b, p.c)]
    lines = [_told(seen, seen.near), asked, _told(seen, seen.answers)]
    tokens = [token for line in lines for token in line]
    return {
        "text": text_lines(name for name, _ in tokens),
        "value": torch.tensor([value for _, value in tokens]),
        "line": torch.tensor([k for k, line in enumerate(lines) for _ in line], dtype=torch.int32),
    }


def _told(seen: Seen, found: Found | None) -> list[tuple[str, float]]:
    if found is None:
        return [("?", torch.nan)]
    return [(seen.s.words[k], c) for k, c in zip(found.ids.tolist(), found.cosines.tolist(), strict=True)]


def figure(p: WordEmbeddingsParams) -> Tokens:
    """The lists."""
    return Tokens(
        title=T("Neighbours and analogy", "近邻与类比"),
        caption=T(
            "By the cosine in the full dimension, whatever the projection. The words of the question are left out of the answers. A "
            "question mark: a word is unknown.",
            "按完整维数下的余弦排序，与投影无关。答案中不含题中的词。问号表示有词不在词表中。",
        ),
        alt=T(
            "Nearest words with their cosines, and the first answers to the analogy.",
            "最近的词及其余弦，以及类比的前几个答案。",
        ),
        value=T("cosine", "余弦"),
        lines=(T("Nearest to w", "w 的近邻"), T("a, b and c", "a、b 与 c"), T("a : b = c : ?", "a : b = c : ?")),
    )
