"""The words as points, in the plane or in space, with the arrows of an analogy."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.sequences.analogies import landing, lengthless
from lossland.algorithms.sequences.projections import Plane, arrows_between, projected
from lossland.lab import T
from lossland.lab.views import Cloud, Row
from lossland.lab.views.lines import text_lines
from lossland.labs.sequences.word_embeddings.experiment import arranged, looked_from
from lossland.labs.sequences.word_embeddings.params import WordEmbeddingsParams
from lossland.labs.sequences.word_embeddings.pictures.seen import Seen

MOST = 10_000
"""Points of a frame: the first words, which in files of vectors are the most frequent."""


def draw(seen: Seen) -> dict[str, Tensor]:
    """Points and names of the first words, and the analogy in the same projection."""
    s, p = seen.s, seen.p
    arrows: dict[str, Tensor] = {}
    axes = _axes(seen) if p.projection == "axes" else None
    if p.projection == "tsne":
        points = arranged(s, int(p.dimensions)) if s.flat is None else s.flat
    else:
        plane = looked_from(s, int(p.dimensions)) if axes is None else axes
        points = projected(lengthless(seen.vectors[:MOST]), plane)
        arrows = _arrows(seen, plane)
    n = len(points)
    named = [seen.number(p.word), *(seen.question or [])]
    if seen.answers:
        named += seen.answers.ids[:1].tolist()
    if seen.near:
        named += seen.near.ids.tolist()
    return {
        "points": points.contiguous(),
        "text": text_lines(s.words[:n]),
        "group": s.group[:n],
        "named": torch.tensor(list(dict.fromkeys(k for k in named if k is not None and k < n)), dtype=torch.int32),
        "axes": text_lines([] if axes is None else [f"{p.x_from} → {p.x_to}", f"{p.y_from} → {p.y_to}"]),
        **arrows,
    }


def _axes(seen: Seen) -> Plane | None:
    """The two axes between words, None where one of these is unknown."""
    p = seen.p
    found = seen.numbers((p.x_from, p.x_to, p.y_from, p.y_to))
    if found is None:
        return None
    directions = arrows_between(seen.vectors, torch.tensor(found).view(2, 2))
    return Plane(torch.zeros_like(directions[:, 0]), directions, torch.zeros(2))


def _arrows(seen: Seen, plane: Plane) -> dict[str, Tensor]:
    """a to b, the same from c, and where it lands."""
    if seen.question is None:
        return {}
    end = landing(seen.vectors, *seen.question)
    ends = projected(torch.cat([lengthless(seen.vectors[list(seen.question)]), end[None]]), plane)  # a, b, c, landing
    return {"arrows": ends.view(2, 2, -1), "landing": ends[3:]}


def figure(p: WordEmbeddingsParams) -> Cloud:
    """The cloud."""
    return Cloud(
        title=T("Words in space", "空间中的词"),
        caption=T(
            "Each point is a word; at most 10,000 are drawn, the most frequent ones (t-SNE: 300). Dark names: w and its neighbours, and the analogy. Arrows show differences; t-SNE has "
            "none, since it keeps no directions.",
            "每点是一个词；至多绘出最常见的 10,000 个 (t-SNE 为 300 个)。深色的是 w 及其近邻和类比中的词。箭头表示差向量；t-SNE 不保持方向，因此没有箭头。",
        ),
        alt=T(
            "Words as points; an arrow from a to b, and the same from c.",
            "以点表示的词；从 a 到 b 的箭头，以及从 c 出发的同一箭头。",
        ),
        groups=(
            Row(name=T("men", "男性"), role="class-1"),
            Row(name=T("women", "女性"), role="class-0"),
            Row(name=T("places and languages", "地点与语言"), role="class-2"),
            Row(name=T("things", "事物"), role="class-3"),
            Row(name=T("other words", "其他词"), role="ink-3"),
        ),
        arrows=(
            Row(name=T("b − a", "b − a"), role="ink"),
            Row(name=T("the same from c", "从 c 出发的同一箭头"), role="accent"),
        ),
        landing=T("landing point c + b − a", "落点 c + b − a"),
        chosen="word",
    )
