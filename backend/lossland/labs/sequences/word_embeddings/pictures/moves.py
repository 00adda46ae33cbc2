"""What an update of the fixed window moves: gradient norms of the embedding and of both layers."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import axis, bars, plot
from lossland.lab.views import Note, Plot
from lossland.labs.sequences.word_embeddings.params import WordEmbeddingsParams
from lossland.labs.sequences.word_embeddings.pictures.seen import Seen

LEAST = 0.5
"""The axis goes up to this at least, so that it rests while norms are small."""


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Of the last update; NaN before the first."""
    if not _there(seen.p):
        return None
    norms, rows = seen.s.moved[:3].cpu(), seen.s.moved[3:].cpu()
    return {
        "norms.x": torch.arange(3),
        "norms.y": norms,
        "rows.met": rows,
        "rows.all": torch.tensor([float(len(seen.s.words))]),
        "yaxis.range": torch.tensor([0, max(LEAST, 1.15 * float(norms.nan_to_num(0).max()))]),
    }


def figure(p: WordEmbeddingsParams) -> Plot | None:
    """Three bars."""
    if not _there(p):
        return None
    return Plot(
        title=T("What moves", "什么在改变"),
        caption=T(
            "Norm of the gradient of the batch's mean loss. All three move; of E only the rows of words that stand in a window of the "
            "batch, all others have gradient 0. E is what is kept.",
            "本批平均损失的梯度范数。三者都改变；E 中只有本批窗口里出现的词的行改变，其余各行梯度为 0。最后保留的是 E。",
        ),
        alt=T("Gradient norms of E, W[1] and W[2] at the last update.", "最近一次更新中 E、W[1]、W[2] 的梯度范数。"),
        figure=plot(
            bars("norms", None, "class-0", shown=".3f"),
            x=axis(T("parameter", "参数"), tickvals=[0, 1, 2], ticktext=["E", "W[1]", "W[2]"]),
            y=axis(T("gradient norm", "梯度范数")),
        ),
        notes=(Note(uid="rows", text=T("{met} of {all} rows of E", "E 的 {all} 行中的 {met} 行"), role="class-0"),),
        max_rate=8,
    )


def _there(p: WordEmbeddingsParams) -> bool:
    return p.study == "train" and p.method == "fixed_window"
