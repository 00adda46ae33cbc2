"""BLEU taken apart: n-grams that match, clipped, of how many."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Column, Table
from lossland.labs.sequences.beam_search.params import BeamParams
from lossland.labs.sequences.beam_search.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """A row for each n."""
    if seen.s.judged is None:
        return None
    found = seen.s.judged.bleu
    return {
        "matches": torch.tensor(found.matches, dtype=torch.float64),
        "totals": torch.tensor(found.totals, dtype=torch.float64),
        "precision": torch.tensor(found.precisions, dtype=torch.float64),
    }


def figure(p: BeamParams) -> Table | None:
    """Of what is judged."""
    if p.study != "bleu":
        return None
    return Table(
        title=T("N-grams", "n 元组"),
        caption=T(
            "Clipped: each n-gram counts at most as often as in the one reference that has it most.",
            "截断：每个 n 元组至多计其在出现最多的那份参考译文中的次数。",
        ),
        alt=T("Matches, totals and precisions of n-grams.", "n 元组的匹配数、总数与精确率。"),
        columns=(
            Column(name="matches", title=T("matches, clipped", "匹配数 (截断)"), digits=0),
            Column(name="totals", title=T("in the translation", "译文中的总数"), digits=0),
            Column(name="precision", title=T("P_n", "P_n"), digits=3),
        ),
        rows=tuple(T(f"n = {n}", f"n = {n}") for n in range(1, 5)),
    )
