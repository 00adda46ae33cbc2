"""Which words of the translation count."""

from __future__ import annotations

from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Tokens
from lossland.lab.views.lines import text_lines
from lossland.labs.sequences.beam_search.params import BeamParams
from lossland.labs.sequences.beam_search.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """1 for those that a reference still has."""
    judged = seen.s.judged
    if judged is None:
        return None
    return {"text": text_lines([f"\u2581{piece}" for piece in judged.pieces]), "value": judged.counts.double()}


def figure(p: BeamParams) -> Tokens | None:
    """Of what is judged."""
    if p.study != "bleu":
        return None
    return Tokens(
        title=T("Words that count", "计入的词"),
        caption=T("A word beyond its number in the references counts no more.", "超出参考译文中次数的词不再计入。"),
        alt=T("The words of the translation, those that count coloured.", "译文各词，计入者着色。"),
        value=T("counts", "计入"),
    )
