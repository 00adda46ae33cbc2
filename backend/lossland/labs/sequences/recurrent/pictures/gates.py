"""One gate of the units that carry most, over the words."""

from __future__ import annotations

from torch import Tensor

from lossland.datasets.agreement import as_words
from lossland.lab import T
from lossland.lab.numbers import signed
from lossland.lab.views import Attention
from lossland.lab.views.lines import text_lines
from lossland.labs.sequences.recurrent.params import RecurrentParams
from lossland.labs.sequences.recurrent.pictures.seen import Seen

SHOWN = 10


def draw(seen: Seen) -> dict[str, Tensor]:
    """Of the units that carry most, the most first."""
    order = seen.order[:SHOWN]
    return {
        "weights": seen.gate[:, order].T[None].float(),
        "rows": text_lines(
            signed(f"{k + 1}: {r:+.2f}") for k, r in zip(order.tolist(), seen.carried[order].tolist(), strict=True)
        ),
        "columns": text_lines(as_words(seen.words[0])),
    }


def figure(p: RecurrentParams) -> Attention:
    """Always there."""
    return Attention(
        title=T("Gates, word by word", "逐词的门"),
        caption=T(
            "Units by what they carry: the number behind each is the correlation of its state before the verb with “plural”. "
            "The stronger the colour, the wider the gate is open.",
            "单元按其携带的信息排序：数字是动词之前该单元状态与“复数”的相关系数。颜色越浓，门开得越大。",
        ),
        alt=T(
            "A gate of the units that carry most of the subject's number, for each word of the sentence.",
            "携带主语单复数最多的单元，在句子每个词处的门值。",
        ),
        rows=T("units", "单元"),
        columns=T("words", "词"),
        sums=False,
    )
