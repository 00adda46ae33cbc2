"""The recipe of `chinese`: Tatoeba's pairs of sentences, Chinese to English."""

from __future__ import annotations

from lossland.algorithms.sequences.transformer import Transformer
from lossland.lab.text import T
from lossland.models.training import About
from lossland.models.translating import Translating


class Chinese(Translating[Transformer]):
    """A Transformer of 3 + 3 layers, width 160, with more dropout: there are six times fewer pairs than of French."""

    name = "chinese"
    about = About(
        title=T("Chinese to English", "汉语译英语"),
        data=T(
            "Tatoeba, 28,608 pairs of everyday sentences: few, so it errs often and knows some 2,900 characters.",
            "Tatoeba，28,608 个日常句对：数据很少，所以常常出错，只认识约 2,900 个字。",
        ),
        licence="CC BY 2.0 FR",
        measured=T(
            "the pairs of 1,000 English sentences on which it was not trained; beam 5, one reference",
            "1,000 个训练时未用的英语句子所在的句对；束宽 5，单一参考译文",
        ),
        architecture="Transformer",
        languages=("zh", "en"),
        shape={"vocabulary": 5200, "width": 160, "heads": 4, "layers": 3, "hidden": 640},
    )
    rate, warm, passes, last, tokens = 1.5e-3, 0.1, 12, 2, 1200
    vocabulary, characters = 5200, 2900

    def network(self) -> Transformer:
        return Transformer(**self.about.shape, norms="before", dropout=0.25)
