"""How many stars both classifiers give the sentence."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import axis, bars, plot
from lossland.lab.views import Note, Plot
from lossland.labs.sequences.word_embeddings.params import WordEmbeddingsParams
from lossland.labs.sequences.word_embeddings.pictures.seen import Seen
from lossland.labs.sequences.word_embeddings.reviewing import STARS

READERS = {"mean": T("mean of the vectors", "向量的平均"), "rnn": T("recurrent network", "循环网络")}
ROLES = {"mean": "class-0", "rnn": "class-1"}


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Two distributions; NaN where no word is known."""
    if seen.judged is None:
        return None
    arrays: dict[str, Tensor] = {}
    for name, P in (("mean", seen.judged.mean), ("rnn", seen.judged.rnn)):
        best = P.argmax() + 1.0 if bool(P.isfinite().all()) else torch.tensor(torch.nan)
        arrays |= {f"{name}.x": torch.arange(1, STARS + 1), f"{name}.y": P, f"said-{name}.stars": best.reshape(1)}
    return arrays


def figure(p: WordEmbeddingsParams) -> Plot | None:
    """Bars side by side."""
    if p.study != "sentiment":
        return None
    return Plot(
        title=T("Stars", "星级"),
        caption=T(
            "Trained on generated reviews, or on film reviews, which have 1 star or 5. The mean has no order: a word adds the same "
            "wherever it stands. The recurrent network reads from the first word to the last.",
            "用生成的评论训练，或用只有 1 星和 5 星的影评训练。平均没有次序：一个词无论在何处，贡献都相同。循环网络从第一个词读到最后一个词。",
        ),
        alt=T("Probabilities of 1 to 5 stars by both classifiers.", "两种分类器给出的 1 到 5 星的概率。"),
        figure=plot(
            *(bars(name, title, ROLES[name], shown=".0%") for name, title in READERS.items()),
            x=axis(T("stars", "星"), tickvals=list(range(1, STARS + 1))),
            y=axis(T("probability", "概率"), range=[0, 1.12], tickformat=".0%"),
        ),
        notes=tuple(
            Note(uid=f"said-{name}", text=T(f"{title}: {{stars}}", f"{title.zh}：{{stars}} 星"), role=ROLES[name])
            for name, title in READERS.items()
        ),
        max_rate=8,
    )
