"""The recipe of `french`: Tatoeba's pairs of sentences, French to English."""

from __future__ import annotations

from lossland.algorithms.sequences.transformer import Transformer
from lossland.lab.text import T
from lossland.models.french.phrasebook import FIRST_NAMES, PHRASES
from lossland.models.french.words import LISTS
from lossland.models.training import About
from lossland.models.translating import Translating


class French(Translating[Transformer]):
    """A Transformer of 3 + 3 layers, width 192."""

    name = "french"
    about = About(
        title=T("French to English", "法语译英语"),
        data=T(
            "Tatoeba, 165,519 pairs of everyday sentences, via www.manythings.org/anki; at the end a phrasebook of 37 own ones too.",
            "Tatoeba，165,519 个日常句对，经由 www.manythings.org/anki；最后还加上自编的 37 句会话。",
        ),
        licence="CC BY 2.0",
        measured=T(
            "the pairs of 1,000 English sentences on which it was not trained; beam 5, one reference",
            "1,000 个训练时未用的英语句子所在的句对；束宽 5，单一参考译文",
        ),
        architecture="Transformer",
        languages=("fr", "en"),
        shape={"vocabulary": 6000, "width": 192, "heads": 4, "layers": 3, "hidden": 768},
    )
    rate, warm, passes, last, vocabulary = 2e-3, 0.08, 8, 0.3, 6000
    lists, phrases, names = LISTS, PHRASES, FIRST_NAMES

    def network(self) -> Transformer:
        return Transformer(**self.about.shape, norms="before", dropout=0.1)
