"""The sentence twice: what each word adds to the mean's score, and what the recurrent network expects after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Tokens
from lossland.lab.views.lines import text_lines
from lossland.labs.sequences.word_embeddings.params import WordEmbeddingsParams
from lossland.labs.sequences.word_embeddings.pictures.seen import Seen

LINK = "review"
REACH = 3.0
"""Ends of the colours of what a word adds."""


@dataclass(frozen=True)
class Reading:
    """A number for each word of the sentence."""

    view: Tokens
    number: Literal["adds", "after"]

    def figure(self, p: WordEmbeddingsParams) -> Tokens | None:
        """Only where there is a review."""
        return self.view if p.study == "sentiment" else None

    def draw(self, seen: Seen) -> dict[str, Tensor] | None:
        """Words and their numbers; a word without a vector has none."""
        if seen.judged is None:
            return None
        value = seen.judged.adds if self.number == "adds" else seen.judged.after
        return {"text": text_lines(f"▁{word}" for word in seen.judged.words), "value": value}


ADDS = Reading(
    Tokens(
        title=T("What each word adds", "每个词的贡献"),
        caption=T(
            "w′e/n of each word: with the bias they sum to the mean's score, in which 1 to 5 stars count −2 to 2. “good” adds the same "
            "whether it is lacking or not.",
            "每个词的 w′e/n：加上偏置就是平均的得分，其中 1 到 5 星按 −2 到 2 计。无论是否 lacking，good 的贡献都一样。",
        ),
        alt=T("The words of the review, coloured by what each adds.", "评论中的词，按各自的贡献着色。"),
        linked=LINK,
        value=T("adds", "贡献"),
        scale="signed",
        low=-REACH,
        high=REACH,
        max_rate=8,
    ),
    "adds",
)
AFTER = Reading(
    Tokens(
        title=T("After each word", "读完每个词之后"),
        caption=T(
            "Stars that the recurrent network expects after this word: Σ k P(k). It is trained on the answer after the last word.",
            "循环网络读到此词为止的期望星级：Σ k P(k)。训练只看最后一个词之后的回答。",
        ),
        alt=T(
            "The words of the review, coloured by the stars expected after each.",
            "评论中的词，按读完该词后的期望星级着色。",
        ),
        linked=LINK,
        value=T("expected stars", "期望星级"),
        low=1,
        high=5,
        max_rate=8,
    ),
    "after",
)
