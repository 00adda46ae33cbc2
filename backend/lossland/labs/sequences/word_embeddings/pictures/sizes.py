"""One-hot vectors beside dense ones, in numbers."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.sequences.analogies import cosine
from lossland.lab import T
from lossland.lab.views import Column, Table
from lossland.labs.sequences.word_embeddings.params import WordEmbeddingsParams
from lossland.labs.sequences.word_embeddings.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor]:
    """A row for one-hot vectors, one for the dense ones."""
    V, d = seen.vectors.shape
    pairs = [(seen.p.a, seen.p.b), (seen.p.a, seen.p.c)]
    dense = []
    for pair in pairs:
        found = seen.numbers(pair)
        dense.append(torch.nan if found is None else float(cosine(seen.vectors[found[0]], seen.vectors[found[1]])))
    hot = [torch.nan if seen.numbers(pair) is None else float(len(set(pair)) == 1) for pair in pairs]
    columns = {"numbers": (V, d), "ab": (hot[0], dense[0]), "ac": (hot[1], dense[1])}
    touched = (V * d, (1 + seen.p.negatives) * d)
    return {name: torch.tensor(values, dtype=torch.float64) for name, values in columns.items()} | {
        "touched": torch.tensor(touched, dtype=torch.float64)
    }


def figure(p: WordEmbeddingsParams) -> Table:
    """The numbers."""
    return Table(
        title=T("One-hot and dense", "独热与稠密"),
        caption=T(
            "Any two one-hot vectors are at right angles: they say nothing of likeness. Last column: output weights that one update "
            "moves, with a softmax over all words above, with K negatives below.",
            "任意两个独热向量互相垂直：它们不含相似性。最后一列：一次更新改动的输出权重数，上为对全部词的 softmax，下为 K 个负样本。",
        ),
        alt=T(
            "Length, cosines and weights touched, of one-hot and of dense vectors.",
            "独热与稠密向量的长度、余弦及改动的权重数。",
        ),
        columns=(
            Column(name="numbers", title=T("numbers a word", "每词的数"), digits=0),
            Column(name="ab", title=T("cos(a, b)", "cos(a, b)"), digits=3),
            Column(name="ac", title=T("cos(a, c)", "cos(a, c)"), digits=3),
            Column(name="touched", title=T("weights moved", "改动的权重"), digits=0),
        ),
        rows=(T("one-hot, softmax", "独热，softmax"), T("dense, K negatives", "稠密，K 个负样本")),
    )
