"""The recipe of `alignment`: the pairs of `french`, GRUs with additive attention."""

from __future__ import annotations

from lossland.algorithms.sequences.gru_translator import GruTranslator
from lossland.lab.text import T
from lossland.models.french.train import French
from lossland.models.french.words import LISTS
from lossland.models.training import About
from lossland.models.translating import Translating


class Alignment(Translating[GruTranslator]):
    """Worse than the Transformer, but one map says where it looked."""

    name = "alignment"
    about = About(
        title=T("French to English, GRU", "法语译英语 (GRU)"),
        data=T(
            "Tatoeba, 165,519 pairs of everyday sentences, via www.manythings.org/anki.",
            "Tatoeba，165,519 个日常句对，经由 www.manythings.org/anki。",
        ),
        licence=French.about.licence,
        measured=French.about.measured,
        architecture="GruTranslator",
        languages=("fr", "en"),
        shape={"width": 128, "n": 192},
    )
    rate, warm, passes, vocabulary = 3e-3, 0.05, 3, 4000
    lists = LISTS

    def network(self) -> GruTranslator:
        return GruTranslator(self.vocabulary, **self.about.shape, scores="additive", dropout=0.1)
