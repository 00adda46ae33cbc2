"""What a direction of gender tells of words that should know none, before and after it was taken out."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.sequences.analogies import cosine
from lossland.lab import T
from lossland.lab.views import Column, Table
from lossland.labs.sequences.word_embeddings.params import WordEmbeddingsParams
from lossland.labs.sequences.word_embeddings.pictures.seen import Seen

ASKED = {
    "nurse": "护士",
    "doctor": "医生",
    "teacher": "老师",
    "engineer": "工程师",
    "lawyer": "律师",
    "soldier": "士兵",
    "student": "学生",
    "singer": "歌手",
    "driver": "司机",
    "house": "房子",
}
TINY = 1e-6
PAIR = ("man", "woman")


def draw(seen: Seen) -> dict[str, Tensor]:
    """A row a word: its cosine with b before and after, and how far it then is from man and from woman."""
    rows = torch.full((4, len(ASKED)), torch.nan)
    pair = seen.numbers(PAIR)
    if seen.b is not None and pair is not None:
        for k, word in enumerate(ASKED):
            found = seen.number(word)
            if found is not None:
                away = [(seen.fair[found] - seen.fair[one]).norm() for one in pair]
                cosines = [cosine(E[found], seen.b) for E in (seen.plain, seen.fair)]
                rows[:, k] = torch.stack([*cosines, *away]).cpu()
    rows[1] = torch.where(rows[1].abs() < TINY, 0, rows[1])  # what is left is rounding
    return dict(zip(("before", "after", "man", "woman"), rows, strict=True))


def figure(p: WordEmbeddingsParams) -> Table:
    """The numbers."""
    return Table(
        title=T("Bias", "偏见"),
        caption=T(
            "b is the mean of man − woman, father − mother ... Neutralised, a word has no part along b; equalised, man and woman are "
            "equally far from it.",
            "b 是 man − woman、father − mother 等差的平均。中和后，词沿 b 的分量为零；均衡后，它与 man 和 woman 等距。",
        ),
        alt=T(
            "Cosine with the gender direction before and after, and distances after.",
            "去偏前后与性别方向的余弦，以及去偏后的距离。",
        ),
        columns=(
            Column(name="before", title=T("cos with b", "与 b 的余弦"), digits=2),
            Column(name="after", title=T("neutralised", "中和后"), digits=2),
            Column(name="man", title=T("from man", "到 man"), digits=4),
            Column(name="woman", title=T("from woman", "到 woman"), digits=4),
        ),
        rows=tuple(T(word, f"{word} {zh}") for word, zh in ASKED.items()),
    )
