"""The face of the word embeddings lab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from lossland.lab import Arrays, Lab, Metric, T, stills
from lossland.lab.lab import Pace
from lossland.lab.metrics import family
from lossland.lab.pictures import arrays_of, figures_of
from lossland.lab.views import Figure
from lossland.labs.sequences.word_embeddings.experiment import Embedding
from lossland.labs.sequences.word_embeddings.params import WordEmbeddingsParams
from lossland.labs.sequences.word_embeddings.pictures import RELATIONS, VIEWS
from lossland.labs.sequences.word_embeddings.pictures.seen import Seen
from lossland.labs.sequences.word_embeddings.pictures.stars import READERS
from lossland.labs.sequences.word_embeddings.presets import PRESETS
from lossland.labs.sequences.word_embeddings.state import State
from lossland.labs.sequences.word_embeddings.study_params import REVIEW, SPACE, TAGGERS, UNSEEN_WORDS, USED


class WordEmbeddings(Embedding, Lab[WordEmbeddingsParams, State]):
    """Words that stand beside the same words come to lie side by side."""

    part = "sequences"
    title = T("Word embeddings", "词嵌入")
    summary = T(
        "Ten thousand words in space: turn them, ask for neighbours, copy the arrow from he to king; then watch vectors being learned.",
        "空间中的一万个词：转动它们、查询近邻、复制从 he 到 king 的箭头；再观看向量如何学成。",
    )
    question = T("What does the arrow from he to king find at she?", "从 he 到 king 的箭头，从 she 出发会找到什么？")
    topics = (
        T("One-hot and dense vectors", "独热向量与稠密向量"),
        T("Skip-gram, CBOW, negative sampling", "skip-gram、CBOW、负采样"),
        T("GloVe", "GloVe"),
        T("Cosine, neighbours, analogies", "余弦、近邻、类比"),
        T("De-biasing", "去偏"),
        T("Sentiment classification", "情感分类"),
        T("Transfer to unseen words", "迁移到未见过的词"),
    )
    metrics: ClassVar[Mapping[str, Metric]] = {
        "loss": Metric(T("Loss (batch)", "损失 (小批量)"), better="less"),
        **family("solved", T("Solved:", "答对："), RELATIONS, headline=("gender", "plural"), percent=True, when=SPACE),
        **family(
            "right", T("Right stars,", "星级正确率："), READERS, headline=("mean", "rnn"), percent=True, when=REVIEW
        ),
        **family("turned", T("Right stars of negated reviews,", "含否定评论的星级正确率："), READERS, percent=True),
        **family("cost", T("Loss of the stars,", "星级的损失："), READERS),
        **family(
            "unseen",
            T("Right, unseen words,", "未见过的词正确率："),
            TAGGERS,
            headline=TAGGERS,
            percent=True,
            when=UNSEEN_WORDS,
        ),
        **family("seen", T("Right, labelled sentences,", "标注句子正确率："), TAGGERS, percent=True),
        **family("tagging", T("Loss of the taggers,", "标注器的损失："), TAGGERS),
    }
    layout = (
        (
            ("cloud", "stars", "names"),
            (
                "lists",
                "solved",
                "loss",
                "moves",
                "sizes",
                "bias",
                "adds",
                "after",
                "right",
                "cost",
                "unseen",
                "tagging",
            ),
        ),
    )
    speed = 200.0
    paces = (Pace(USED, speed=25.0, top_speed=None),)
    reel = stills(0, 100, 300, 1000, study="train", a="man", c="woman")
    at_once: ClassVar[Mapping[str, list[str]]] = {"study": ["explore"]}
    drives = "projection"
    presets = PRESETS

    def figures(self, p: WordEmbeddingsParams) -> dict[str, Figure]:
        return figures_of(VIEWS, p)

    def draw(self, s: State, p: WordEmbeddingsParams) -> dict[str, Arrays]:
        return arrays_of(VIEWS, Seen(s, p))
