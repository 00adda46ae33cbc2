"""The words as points, in the plane or in space, with the arrows of an analogy."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.sequences.analogies import analogy, landing, lengthless
from lossland.algorithms.sequences.projections import along_axes, projected
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
    E = seen.vectors if p.projection == "axes" else lengthless(seen.vectors)
    titles: list[str] = []
    arrows: dict[str, Tensor] = {}
    if p.projection == "tsne":
        points = arranged(s, int(p.dimensions)) if s.flat is None else s.flat
    else:
        put = _axes(seen) if p.projection == "axes" else None
        if put is None:
            put = _principal(seen)
        else:
            titles = [f"{p.x_from} → {p.x_to}", f"{p.y_from} → {p.y_to}"]
        points = put(E[:MOST])
        arrows = _arrows(seen, put)
    n = len(points)
    named = [k for k in [seen.number(p.word), *(seen.question or [])] if k is not None and k < n]
    if seen.question:
        named += [k for k in analogy(seen.vectors, *seen.question, 1).ids.tolist() if k < n]
    return {
        "points": points.contiguous(),
        "text": text_lines(s.words[:n]),
        "group": s.group[:n],
        "named": torch.tensor(list(dict.fromkeys(named)), dtype=torch.int32),
        "axes": text_lines(titles),
        **arrows,
    }


class _Put:
    """From vectors to points."""

    def __init__(self, seen: Seen, axes: Tensor | None) -> None:
        self.seen, self.axes = seen, axes

    def __call__(self, E: Tensor) -> Tensor:
        """(n, 2) or (n, 3)."""
        if self.axes is None:
            return projected(E, looked_from(self.seen.s))[:, : int(self.seen.p.dimensions)]
        whole = torch.cat([self.seen.vectors, E])  # the words of the axes, then the vectors asked for
        return along_axes(whole, self.axes)[len(self.seen.vectors) :]


def _principal(seen: Seen) -> _Put:
    return _Put(seen, None)


def _axes(seen: Seen) -> _Put | None:
    p = seen.p
    found = seen.numbers((p.x_from, p.x_to, p.y_from, p.y_to))
    return None if found is None else _Put(seen, torch.tensor(found).view(2, 2))


def _arrows(seen: Seen, put: _Put) -> dict[str, Tensor]:
    """a to b, the same from c, and where it lands."""
    if seen.question is None:
        return {}
    end = landing(seen.vectors, *seen.question)
    ends = put(torch.cat([lengthless(seen.vectors[list(seen.question)]), end[None]]))  # a, b, c, landing point
    return {"arrows": ends.view(2, 2, -1), "landing": ends[3:]}


def figure(p: WordEmbeddingsParams) -> Cloud:
    """The cloud."""
    return Cloud(
        title=T("Words in space", "空间中的词"),
        caption=T(
            "Each point is a word; at most 10,000 are drawn, the most frequent ones (t-SNE: 300). Arrows show differences; t-SNE has "
            "none, since it keeps no directions.",
            "每点是一个词；至多绘出最常见的 10,000 个 (t-SNE 为 300 个)。箭头表示差向量；t-SNE 不保持方向，因此没有箭头。",
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
