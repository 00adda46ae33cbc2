"""The views of the word embeddings lab."""

from __future__ import annotations

from lossland.lab import T
from lossland.lab.pictures import Picture, Still
from lossland.lab.views import Curves
from lossland.labs.sequences.word_embeddings.params import WordEmbeddingsParams
from lossland.labs.sequences.word_embeddings.pictures import bias, cloud, lists, moves, names, sizes, stars, words
from lossland.labs.sequences.word_embeddings.pictures.seen import InSpace, Seen
from lossland.labs.sequences.word_embeddings.study_params import REVIEW, TAGGERS, TRAIN, UNSEEN_WORDS

RELATIONS = {
    "gender": T("gender", "性别"),
    "royal": T("royal", "王室"),
    "capital": T("capital", "首都"),
    "plural": T("plural", "复数"),
}

VIEWS: dict[str, Picture[WordEmbeddingsParams, Seen]] = {
    "cloud": InSpace(cloud),
    "lists": InSpace(lists),
    "moves": moves,
    "sizes": InSpace(sizes),
    "bias": InSpace(bias),
    "stars": stars,
    "adds": words.ADDS,
    "after": words.AFTER,
    "right": Still(
        Curves(
            title=T("Right stars", "星级正确率"),
            caption=T(
                "Of held-out reviews, and of those with a negation alone.",
                "在留出的评论上，以及仅在其中含否定的评论上。",
            ),
            alt=T("Share of reviews with the right stars against step.", "星级正确的评论比例随步数的变化。"),
            series=("right_mean", "right_rnn", "turned_mean", "turned_rnn"),
            names=(
                T("mean", "平均"),
                T("recurrent", "循环网络"),
                T("mean, negated", "平均，含否定"),
                T("recurrent, negated", "循环网络，含否定"),
            ),
            y_title=T("right", "正确率"),
        ),
        REVIEW,
    ),
    "cost": Still(
        Curves(
            title=T("Loss of the stars", "星级的损失"),
            caption=T("Cross-entropy of each batch of reviews.", "每批评论的交叉熵。"),
            alt=T("Cross-entropy of both classifiers against step.", "两种分类器的交叉熵随步数的变化。"),
            series=("cost_mean", "cost_rnn"),
            names=tuple(stars.READERS.values()),
            roles=tuple(stars.ROLES.values()),
            y_title=T("cross-entropy", "交叉熵"),
            log=True,
        ),
        REVIEW,
    ),
    "names": names,
    "unseen": Still(
        Curves(
            title=T("Right words", "词的正确率"),
            caption=T(
                "Of the two words that begin a sentence, name or thing: guessing gets half. New sentences have none of the labelled "
                "ones' words.",
                "句首两个词，人名或物品：猜测可对一半。新句子中没有标注句子的词。",
            ),
            alt=T("Share of words tagged rightly against step.", "标注正确的词的比例随步数的变化。"),
            series=("unseen_hot", "unseen_given", "seen_hot", "seen_given"),
            names=(
                T("new, one-hot", "新句，独热"),
                T("new, given vectors", "新句，给定的词向量"),
                T("learned, one-hot", "学过，独热"),
                T("learned, given vectors", "学过，给定的词向量"),
            ),
            y_title=T("right", "正确率"),
        ),
        UNSEEN_WORDS,
    ),
    "tagging": Still(
        Curves(
            title=T("Loss of the taggers", "标注器的损失"),
            caption=T("Cross-entropy of the labelled sentences.", "标注句子上的交叉熵。"),
            alt=T("Cross-entropy of both taggers against step.", "两个标注器的交叉熵随步数的变化。"),
            series=("tagging_hot", "tagging_given"),
            names=tuple(TAGGERS.values()),
            roles=("class-0", "class-1"),
            y_title=T("cross-entropy", "交叉熵"),
            log=True,
        ),
        UNSEEN_WORDS,
    ),
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
