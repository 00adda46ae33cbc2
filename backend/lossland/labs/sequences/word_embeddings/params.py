"""The parameters of the word embeddings lab."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from lossland.lab import Params, T, live, structural, view
from lossland.labs.sequences.word_embeddings.study_params import SPACE, TRAIN
from lossland.labs.sequences.word_embeddings.tagging_params import TaggingParams
from lossland.uploads.prose import ProseRef
from lossland.uploads.word_vectors import VectorsRef

WORDS = T("Words", "词")
ANALOGY = T("Analogy", "类比")
TRAINING = T("Training", "训练")
PICTURE = T("Picture", "图")
NEGATIVE = {**TRAIN, "method": ["skip_gram", "cbow"]}
FIXED = {**TRAIN, "method": ["fixed_window"]}
AXES = {**SPACE, "projection": ["axes"]}
LONGEST = 40


class Shipped(Params):
    """Those that come with Lossland."""

    kind: Literal["shipped"] = "shipped"


class OwnVectors(Params):
    """A file of vectors."""

    kind: Literal["vectors"] = "vectors"
    vectors: VectorsRef = Field(
        title=T("Vectors", "向量"),
        description=T("A GloVe or word2vec text file, by its hash.", "GloVe 或 word2vec 文本文件，以哈希值引用。"),
        json_schema_extra=structural(),
    )


class Planted(Params):
    """A generated corpus with relations that are known."""

    kind: Literal["planted"] = "planted"
    sentences: int = Field(
        20_000,
        ge=1000,
        le=60_000,
        title=T("Sentences", "句子数"),
        description=T(
            "Drawn from a generated grammar, which is no real English.", "由生成的语法抽取，不是真实的英语。"
        ),
        json_schema_extra=structural(scale="log"),
    )


class OwnText(Params):
    """A text of the user's."""

    kind: Literal["text"] = "text"
    text: ProseRef = Field(
        title=T("Text", "文本"),
        description=T("An uploaded text, by its hash.", "已上传的文本，以哈希值引用。"),
        json_schema_extra=structural(),
    )


def a_word(default: str, title: T, description: T, change: dict[str, Any]) -> Any:
    """A word, in small letters or as the vectors have it."""
    return Field(
        default, min_length=1, max_length=LONGEST, title=title, description=description, json_schema_extra=change
    )


def of_analogy(symbol: str) -> dict[str, Any]:
    """Hints of a word of the analogy."""
    return view(group=ANALOGY, symbol=symbol, when=SPACE)


class WordEmbeddingsParams(TaggingParams):
    """What the page shows as controls."""

    vectors: Shipped | OwnVectors = Field(
        Shipped(),
        discriminator="kind",
        title=T("Vectors", "向量"),
        description=T(
            "The shipped ones, of 9,466 words, were learned by this lab's skip-gram from 130,000 English sentences.",
            "自带的 9,466 个词的向量由本实验的 skip-gram 从 130,000 个英语句子学得。",
        ),
        json_schema_extra=structural(
            when={"study": ["explore"]},
            options={
                "shipped": T("Shipped", "自带"),
                "vectors": T("Own file", "自己的文件"),
            },
        ),
    )
    corpus: Planted | OwnText = Field(
        Planted(),
        discriminator="kind",
        title=T("Text", "文本"),
        description=T("What the vectors are learned from.", "从什么文本学习向量。"),
        json_schema_extra=structural(
            when=TRAIN,
            options={
                "planted": T("Generated grammar", "生成的文本"),
                "text": T("Own text", "自己的文本"),
            },
        ),
    )
    method: Literal["skip_gram", "cbow", "fixed_window", "glove"] = Field(
        "skip_gram",
        title=T("Method", "方法"),
        description=T(
            "What is predicted from what: a word beside from each word, from the mean of all beside it, the next word from those "
            "before; or log counts.",
            "由什么预测什么：由每个邻词预测中心词、由邻词的平均预测中心词、由前面的词预测下一个词；或拟合对数计数。",
        ),
        json_schema_extra=structural(
            group=TRAINING,
            when=TRAIN,
            options={
                "skip_gram": T("Skip-gram", "skip-gram"),
                "cbow": T("CBOW", "CBOW"),
                "fixed_window": T("Fixed window", "固定窗口"),
                "glove": T("GloVe", "GloVe"),
            },
        ),
    )
    width: int = Field(
        32,
        ge=2,
        le=64,
        title=T("Dimension", "维数"),
        description=T("Numbers of a vector.", "每个向量有多少个数。"),
        json_schema_extra=structural(group=TRAINING, symbol="d", when=TRAIN),
    )
    window: int = Field(
        5,
        ge=1,
        le=10,
        title=T("Window", "窗口"),
        description=T("Words on each side, or before, that count.", "每侧 (或之前) 计入的词数。"),
        json_schema_extra=structural(group=TRAINING, when=TRAIN),
    )
    join: Literal["concatenated", "mean"] = Field(
        "concatenated",
        title=T("Joined by", "向量如何合并"),
        description=T(
            "The vectors of the window side by side, n d inputs that know the order, or their mean, d inputs that do not.",
            "窗口中的向量并排成 n d 个输入，保留次序；或取平均，只有 d 个输入，不知次序。",
        ),
        json_schema_extra=structural(
            group=TRAINING,
            when=FIXED,
            options={"concatenated": T("Concatenation", "拼接"), "mean": T("Their mean", "平均")},
        ),
    )
    negatives: int = Field(
        5,
        ge=1,
        le=20,
        title=T("Negatives", "负样本数"),
        description=T(
            "Words drawn by count^(3/4) that should be told from the real one.",
            "按计数的 3/4 次方抽取、应与真词区分开的词。",
        ),
        json_schema_extra=live(group=TRAINING, symbol="K", when=NEGATIVE),
    )
    sampling: float = Field(
        1e-3,
        ge=1e-5,
        le=1,
        title=T("Sampling threshold", "采样阈值"),
        description=T(
            "Words more frequent than this are left out now and then: with t = 1 never.",
            "频率高于此值的词会不时被略去：t = 1 时从不略去。",
        ),
        json_schema_extra=live(group=TRAINING, symbol="t", scale="log", advanced=True, when=NEGATIVE),
    )
    rate: float = Field(
        0.05,
        ge=1e-4,
        le=1,
        title=T("Learning rate", "学习率"),
        description=T(
            "Of the summed loss of a batch; GloVe divides it by the root of the summed squares.",
            "作用于一批的损失之和；GloVe 再除以梯度平方和的根。",
        ),
        json_schema_extra=live(group=TRAINING, symbol="α", scale="log", when=TRAIN),
    )
    projection: Literal["pca", "tsne", "axes"] = Field(
        "pca",
        title=T("Projection", "投影"),
        description=T(
            "Directions of most variance; neighbours kept and distances lost; or cosines with arrows between your words.",
            "方差最大的方向；保持邻近而丢失距离；或与所选词间箭头的余弦。",
        ),
        json_schema_extra=live(
            group=PICTURE,
            when=SPACE,
            options={"pca": T("PCA", "PCA"), "tsne": T("t-SNE", "t-SNE"), "axes": T("Two axes", "两个轴")},
        ),
    )
    dimensions: Literal["2", "3"] = Field(
        "3",
        title=T("Dimensions", "维度"),
        description=T("In the plane or in space.", "在平面上或在空间中。"),
        json_schema_extra=live(
            group=PICTURE,
            when={**SPACE, "projection": ["pca", "tsne"]},
            options={"2": T("2-D", "二维"), "3": T("3-D", "三维")},
        ),
    )
    x_from: str = a_word(
        "man",
        T("x from", "x 起点"),
        T("Where the first axis begins.", "第一个轴的起点。"),
        view(group=PICTURE, when=AXES),
    )
    x_to: str = a_word(
        "woman", T("x to", "x 终点"), T("Where it leads.", "它指向哪里。"), view(group=PICTURE, when=AXES)
    )
    y_from: str = a_word(
        "boy",
        T("y from", "y 起点"),
        T("Where the second axis begins.", "第二个轴的起点。"),
        view(group=PICTURE, when=AXES),
    )
    y_to: str = a_word(
        "king", T("y to", "y 终点"), T("Where it leads.", "它指向哪里。"), view(group=PICTURE, when=AXES)
    )
    neutral: bool = Field(
        False,
        title=T("De-biased", "去偏"),
        description=T(
            "Neutralise all words but those that mean a gender, and equalise pairs.",
            "除表示性别的词外全部中和，并使成对的词均衡。",
        ),
        json_schema_extra=view(group=PICTURE, when=SPACE),
    )
    word: str = a_word(
        "king",
        T("Word", "词"),
        T("Its neighbours are listed. Click a point to choose it.", "列出它的近邻。点击一个点即可选取。"),
        view(group=WORDS, symbol="w", when=SPACE),
    )
    near: int = Field(
        8,
        ge=1,
        le=20,
        title=T("Neighbours", "近邻数"),
        description=T("How many of the nearest words are listed and named.", "列出并标出最近的多少个词。"),
        json_schema_extra=view(group=WORDS, symbol="k", when=SPACE),
    )
    a: str = a_word("he", T("From", "起点"), T("a is to b ...", "a 之于 b ……"), of_analogy("a"))
    b: str = a_word("king", T("To", "终点"), T("... where the arrow leads ...", "……箭头所指……"), of_analogy("b"))
    c: str = a_word("she", T("Laid at", "放到"), T("... as c is to what?", "……如同 c 之于什么？"), of_analogy("c"))
