"""How the score of a hypothesis changes with alpha."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import dots, line, plot
from lossland.lab.views import Plot
from lossland.labs.sequences.beam_search.params import BeamParams
from lossland.labs.sequences.beam_search.pictures.seen import Seen

MOST = 4
ALPHAS = torch.linspace(0, 1, 41, dtype=torch.float64)


def hypotheses(seen: Seen) -> list[tuple[float, int]]:
    """Sums of logarithms and lengths: typed ones, or the best of the search."""
    if seen.p.study == "lengths":
        return list(zip(seen.p.totals, seen.p.lengths, strict=True))
    if seen.s.searched is None:
        return []
    return [(line.total, len(line.pieces)) for line in seen.s.searched.best[:MOST]]


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """A curve for each; the chosen alpha is marked."""
    if seen.p.study not in ("lengths", "sentence"):
        return None
    arrays: dict[str, Tensor] = {}
    found = hypotheses(seen)
    for k in range(MOST):
        total, length = found[k] if k < len(found) else (torch.nan, 1)
        arrays |= {f"h{k}.x": ALPHAS, f"h{k}.y": total / length**ALPHAS}
    now = torch.tensor([total / length**seen.p.alpha for total, length in found], dtype=torch.float64)
    best = int(now.argmax())
    return arrays | {
        "now.x": torch.full_like(now, seen.p.alpha),
        "now.y": now,
        "best.x": torch.tensor([seen.p.alpha], dtype=torch.float64),
        "best.y": now[best : best + 1],
    }


def figure(p: BeamParams) -> Plot | None:
    """Of typed hypotheses, or of a sentence's."""
    if p.study not in ("lengths", "sentence"):
        return None
    return Plot(
        title=T("Score against α", "得分随 α 的变化"),
        caption=T(
            "Σ log P / T^α: without normalisation short wins. Where curves cross another hypothesis becomes the best.",
            "Σ log P / T^α：不归一化时短的占优。曲线相交处，最佳假设易主。",
        ),
        alt=T("Scores of hypotheses against alpha, the chosen alpha marked.", "各假设得分随 α 的变化，标出所选 α。"),
        figure=plot(
            *(line(f"h{k}", T(f"hypothesis {k + 1}", f"假设 {k + 1}"), f"class-{k}") for k in range(MOST)),
            dots("now", None, "ink-2", size=8),
            dots("best", T("best at this α", "此 α 下最佳"), "accent", size=14, symbol="star"),
            x=T("α", "α"),
            y=T("Σ log P / T^α", "Σ log P / T^α"),
        ),
    )
