"""BLEU against the length of the sentence."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import line, plot
from lossland.lab.views import Plot
from lossland.labs.sequences.translation.learning import BINS
from lossland.labs.sequences.translation.params import NETS, TranslationParams
from lossland.labs.sequences.translation.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """As it was the last time that BLEU was measured."""
    if not seen.s.learners:
        return None
    x = torch.arange(len(BINS), dtype=torch.float64)
    arrays: dict[str, Tensor] = {}
    for learner, name in zip(seen.s.learners, ("own", "beside"), strict=False):
        arrays |= {f"{name}.x": x, f"{name}.y": learner.by_length.double()}
    return arrays


def figure(p: TranslationParams) -> Plot | None:
    """Of one network or two."""
    if p.study != "train":
        return None
    own, beside = NETS[p.net], NETS.get(p.beside)
    look: dict[str, Any] = {"mode": "lines+markers", "marker": {"size": 11}}
    return Plot(
        title=T("BLEU by length", "BLEU 与句长"),
        caption=T("Held-out sentences, by their number of words.", "留出的句子，按词数分组。"),
        alt=T("BLEU of held-out sentences against their length.", "留出句子的 BLEU 随长度的变化。"),
        figure=plot(
            line("own", own, "accent", width=4, **look),
            *([line("beside", beside, "class-0", width=4, dash="dash", **look)] if beside else []),
            x={
                "title": {"text": T("tokens of the sentence", "原句词元数")},
                "tickvals": list(range(len(BINS))),
                "ticktext": [f"≤ {BINS[0][1]}", *(f"{a}–{b}" for a, b in BINS[1:-1]), f"≥ {BINS[-1][0]}"],
            },
            y={"title": {"text": T("BLEU", "BLEU")}, "range": [0, 1.02]},
        ),
    )
