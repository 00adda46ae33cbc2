"""Presets of the word embeddings lab."""

from __future__ import annotations

from lossland.lab import Preset, T

PRESETS: tuple[Preset, ...] = (
    Preset(
        "shipped",
        T("English words", "英语词"),
        T(
            "Nearly ten thousand words, learned from 130,000 sentences: turn them, and ask.",
            "近一万个词，由 130,000 个句子学得：转动它们，查询它们。",
        ),
        {},
        view="cloud",
    ),
    Preset(
        "queen",
        T("man : king = woman : ?", "man : king = woman : ?"),
        T(
            "The arrow from man to king, laid at woman: where does it land?",
            "把从 man 到 king 的箭头放到 woman 处：它落在哪里？",
        ),
        {"study": "train", "a": "man", "c": "woman"},
        view="cloud",
    ),
    Preset(
        "capitals",
        T("Capitals", "首都"),
        T(
            "france : paris = japan : ? in text where it was planted.",
            "在植入了这一关系的文本中，france : paris = japan : ?",
        ),
        {"study": "train", "a": "france", "b": "paris", "c": "japan", "word": "tokyo"},
        view="cloud",
    ),
    Preset(
        "axes",
        T("Gender and royalty as axes", "以性别与王室为轴"),
        T(
            "Two arrows between words span the plane: every word has a place on them.",
            "两个词间的箭头张成平面：每个词都有自己的位置。",
        ),
        {"study": "train", "projection": "axes", "word": "princess"},
        view="cloud",
    ),
    Preset(
        "cbow",
        T("CBOW: the mean predicts", "CBOW：由平均预测"),
        T(
            "The mean of the words around predicts the one between: fewer predictions, faster.",
            "由周围词的平均预测中间的词：预测次数更少，更快。",
        ),
        {"study": "train", "method": "cbow", "rate": 0.1},
        view="solved",
    ),
    Preset(
        "fixed",
        T("Fixed window of two words", "两个词的固定窗口"),
        T(
            "A language model: two words give the next. Its embedding is a by-product.",
            "一个语言模型：由前两个词预测下一个词。嵌入是副产品。",
        ),
        {"study": "train", "method": "fixed_window", "window": 2, "rate": 0.3},
        view="solved",
    ),
    Preset(
        "mean",
        T("Fixed window: the mean", "固定窗口：取平均"),
        T(
            "The mean of four words gives the next: fewer weights, and the order is lost.",
            "由四个词的平均预测下一个词：权重更少，次序丢失。",
        ),
        {"study": "train", "method": "fixed_window", "window": 4, "rate": 0.3, "join": "mean"},
        view="moves",
    ),
    Preset(
        "glove",
        T("GloVe: log counts", "GloVe：对数计数"),
        T(
            "Log counts of pairs that were met; those never met drop out.",
            "拟合相遇词对的对数计数；从未相遇的词对不计入。",
        ),
        {
            "study": "train",
            "method": "glove",
            "corpus": {"kind": "planted", "sentences": 60_000},
            "window": 10,
            "width": 16,
        },
        view="solved",
    ),
    Preset(
        "diverges",
        T("Rate too large (broken)", "学习率过大 (反例)"),
        T(
            "The summed steps of a batch overshoot, and the vectors grow beyond all numbers.",
            "一批梯度之和步子过大，向量超出数的范围。",
        ),
        {"study": "train", "rate": 1.0},
        view="loss",
    ),
    Preset(
        "tsne",
        T("t-SNE: neighbours only", "t-SNE：只看近邻"),
        T(
            "Groups of words come apart; distances between groups and directions mean nothing.",
            "词群彼此分开；群间距离与方向没有意义。",
        ),
        {"projection": "tsne", "dimensions": "2", "word": "father"},
        view="cloud",
    ),
    Preset(
        "bias",
        T("What the text thinks of nurses", "文本怎样看待护士"),
        T(
            "Gender as a direction, and the words that should have no part in it.",
            "性别是一个方向；有些词不应沿它有分量。",
        ),
        {"word": "nurse"},
        view="bias",
    ),
    Preset(
        "lacking",
        T("Three times good, 1 star", "三个 good，一颗星"),
        T(
            "The mean sees “good” three times; the recurrent network has read “lacking” before. Trained on generated reviews.",
            "平均看到三个 good；循环网络在此之前读到了 lacking。用生成的评论训练。",
        ),
        {"study": "sentiment"},
        view="stars",
    ),
    Preset(
        "dessert",
        T("A dessert of 4 stars", "四星的甜点"),
        T("Without a negation both agree.", "没有否定时，两者一致。"),
        {"study": "sentiment", "sentence": "The dessert is excellent"},
        view="adds",
    ),
    Preset(
        "frozen",
        T("Words of no review", "评论中没有的词"),
        T(
            "“Tea” and “hardly” are in no generated review, but their frozen vectors lie near those of “coffee” and “not”.",
            "没有一条生成的评论含有 tea 和 hardly，但它们的冻结向量与 coffee 和 not 相近。",
        ),
        {"study": "sentiment", "embedding": "frozen", "sentence": "The tea is hardly good"},
        view="after",
    ),
    Preset(
        "unseen",
        T("Names never seen", "从未见过的人名"),
        T(
            "A name tagger learns from 30 sentences, and is asked about words that are in none of them.",
            "人名标注器从 30 个句子学习，再用其中从未出现的词来问它。",
        ),
        {"study": "unseen"},
        view="names",
    ),
)
