"""The views of the word embeddings lab."""

from __future__ import annotations

from lossland.lab import T
from lossland.lab.pictures import Picture, Still
from lossland.lab.views import Curves
from lossland.labs.sequences.word_embeddings.params import WordEmbeddingsParams
from lossland.labs.sequences.word_embeddings.pictures import bias, cloud, lists, moves, sizes
from lossland.labs.sequences.word_embeddings.pictures.seen import Seen

TRAIN = {"study": ["train"]}
RELATIONS = {
    "gender": T("gender", "性别"),
    "royal": T("royal", "王室"),
    "capital": T("capital", "首都"),
    "plural": T("plural", "复数"),
}

VIEWS: dict[str, Picture[WordEmbeddingsParams, Seen]] = {
    "cloud": cloud,
    "lists": lists,
    "moves": moves,
    "sizes": sizes,
    "bias": bias,
    "solved": Still(
        Curves(
            title=T("Planted analogies", "植入的类比"),
            caption=T(
                "How many are solved: the right word is the nearest, the three given left out.",
                "答对的比例：正确的词排第一，题中三个词除外。",
            ),
            alt=T("Share of planted analogies solved against step.", "植入类比的正确率随步数的变化。"),
            series=tuple(f"solved_{name}" for name in RELATIONS),
            names=tuple(RELATIONS.values()),
            y_title=T("solved", "答对比例"),
        ),
        TRAIN,
    ),
    "loss": Still(
        Curves(
            title=T("Loss", "损失"),
            caption=T("Mean of each batch.", "每批的平均值。"),
            alt=T("Loss against step.", "损失随步数的变化。"),
            series=("loss",),
            roles=("train",),
            y_title=T("loss", "损失"),
            log=True,
        ),
        TRAIN,
    ),
}
