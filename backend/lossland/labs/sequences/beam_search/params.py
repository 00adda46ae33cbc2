"""The parameters of the beam search lab."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from lossland.lab import LabParams, Refused, T, live, structural

MOST_STEPS = 60
SEARCHES = {"study": ["toy", "sentence"]}
TOY, SENTENCE, LENGTHS, ERRORS, BLEU = ({"study": [name]} for name in ("toy", "sentence", "lengths", "errors", "bleu"))
TREE = T("Tree of probabilities", "概率树")
SEARCH = T("Search", "搜索")
TEXTS = T("Texts", "文本")
TWO = T("Two hypotheses", "两个假设")
Probability = Annotated[float, Field(ge=0, le=1)]
LogP = Annotated[float, Field(ge=-100, le=0)]
Length = Annotated[int, Field(ge=1, le=50)]


class BeamParams(LabParams):
    """What the page shows as controls, by what is looked at."""

    study: Literal["toy", "sentence", "lengths", "errors", "bleu"] = Field(
        "toy",
        title=T("Look at", "观察"),
        description=T("What is searched, or judged.", "搜索什么，或评价什么。"),
        json_schema_extra=structural(
            options={
                "toy": T("a toy tree", "小型概率树"),
                "sentence": T("a sentence", "一个句子"),
                "lengths": T("lengths and logarithms", "长度与对数"),
                "errors": T("who is to blame", "错在哪里"),
                "bleu": T("BLEU taken apart", "拆解 BLEU"),
            }
        ),
    )
    text: str = Field(
        "Jane visite l'Afrique en septembre.",
        min_length=1,
        max_length=200,
        title=T("Sentence", "句子"),
        description=T("What is translated into English.", "要译成英语的句子。"),
        json_schema_extra=live(group=TEXTS, symbol="x", when={"study": ["sentence", "errors"]}),
    )
    model: Literal["french", "chinese"] = Field(
        "french",
        title=T("Network", "网络"),
        description=T(
            "The Chinese one has learned from six times fewer sentences.", "汉语网络所学的句子只有六分之一。"
        ),
        json_schema_extra=live(
            group=TEXTS,
            options={"french": T("French to English", "法译英"), "chinese": T("Chinese to English", "汉译英")},
            when={"study": ["sentence", "errors"]},
        ),
    )
    width: int = Field(
        2,
        ge=1,
        le=20,
        title=T("Beam width", "束宽"),
        description=T("Hypotheses that are kept in each step; 1 is greedy.", "每一步保留几个假设；1 即贪心搜索。"),
        json_schema_extra=live(group=SEARCH, symbol="B", when={"study": ["toy", "sentence", "errors"]}),
    )
    alpha: float = Field(
        0.7,
        ge=0,
        le=1,
        title=T("Length normalisation", "长度归一化"),
        description=T(
            "The sum of logarithms is divided by T to this power: 0 not at all, 1 is the mean.",
            "对数之和除以 T 的该次幂：0 表示不归一化，1 表示取平均。",
        ),
        json_schema_extra=live(group=SEARCH, symbol="α", when={"study": ["sentence", "lengths", "errors"]}),
    )
    shown: int = Field(
        MOST_STEPS,
        ge=0,
        le=MOST_STEPS,
        title=T("Up to step", "看到第几步"),
        description=T("How far the tree has grown; beyond its end it is whole.", "树长到第几步；超过末尾即为整棵树。"),
        json_schema_extra=live(group=SEARCH, symbol="t", when=SEARCHES),
    )
    first: list[Probability] = Field(
        [0.5, 0.4, 0.1],
        min_length=3,
        max_length=3,
        title=T("First word A, B, C", "第一个词 A、B、C"),
        description=T("Scaled to sum to 1.", "按总和为 1 缩放。"),
        json_schema_extra=live(group=TREE, symbol="P(y<1>|x)", when=TOY),
    )
    after: list[Probability] = Field(
        [0.3, 0.4, 0.3, 0.05, 0.05, 0.9, 0.6, 0.3, 0.1],
        min_length=9,
        max_length=9,
        title=T("Second word", "第二个词"),
        description=T("A row after each first word, scaled to sum to 1.", "每行对应一个第一词，按总和为 1 缩放。"),
        json_schema_extra=live(group=TREE, symbol="P(y<2>|x,y<1>)", square=2, when=TOY),
    )
    totals: list[LogP] = Field(
        [-2.0, -2.8],
        min_length=2,
        max_length=4,
        title=T("Sums of logarithms", "对数之和"),
        description=T("Σ log P of each hypothesis.", "每个假设的 Σ log P。"),
        json_schema_extra=live(group=TWO, symbol="Σ log P", when=LENGTHS),
    )
    lengths: list[Length] = Field(
        [2, 5],
        min_length=2,
        max_length=4,
        title=T("Their lengths", "各自长度"),
        description=T("Tokens of each, with the end.", "每个假设的词元数，含结束符。"),
        json_schema_extra=live(group=TWO, symbol="T_y", when=LENGTHS),
    )
    probability: float = Field(
        0.1,
        ge=0.01,
        le=0.99,
        title=T("P of each token", "每个词元的 P"),
        description=T("Of a long text whose every token has this probability.", "一篇长文中每个词元的概率都取此值。"),
        json_schema_extra=live(symbol="P", when=LENGTHS),
    )
    human: str = Field(
        "Jane is visiting Africa in September.",
        min_length=1,
        max_length=200,
        title=T("Human translation", "人工译文"),
        description=T("What a person would say.", "人会怎么译。"),
        json_schema_extra=live(group=TEXTS, symbol="y*", when=ERRORS),
    )
    candidate: str = Field(
        "the cat the cat on the mat",
        min_length=1,
        max_length=200,
        title=T("Translation", "译文"),
        description=T("What is judged.", "被评价的译文。"),
        json_schema_extra=live(group=TEXTS, symbol="y^", when=BLEU),
    )
    reference: str = Field(
        "the cat is on the mat",
        min_length=1,
        max_length=200,
        title=T("Reference 1", "参考译文 1"),
        description=T("A translation by a person.", "一份人工译文。"),
        json_schema_extra=live(group=TEXTS, symbol="y*", when=BLEU),
    )
    reference_2: str = Field(
        "there is a cat on the mat",
        max_length=200,
        title=T("Reference 2", "参考译文 2"),
        description=T("Another one, or nothing.", "另一份，可留空。"),
        json_schema_extra=live(group=TEXTS, when=BLEU),
    )
    smoothed: bool = Field(
        False,
        title=T("Smoothing", "平滑"),
        description=T(
            "Without it one P_n of 0 makes BLEU 0; with it half a match, then a quarter ... stands there.",
            "不平滑时，只要一个 P_n 为 0，BLEU 就是 0；平滑后依次以半个、四分之一个匹配代替。",
        ),
        json_schema_extra=live(when=BLEU),
    )

    @model_validator(mode="after")
    def _as_many(self) -> Self:
        if len(self.totals) != len(self.lengths):
            raise Refused(
                T(
                    f"totals has {len(self.totals)} numbers and lengths {len(self.lengths)}: as many are needed",
                    f"totals 有 {len(self.totals)} 个数，lengths 有 {len(self.lengths)} 个：个数应相同",
                )
            )
        if not sum(self.first) or any(not sum(self.after[k : k + 3]) for k in (0, 3, 6)):
            raise Refused(T("a row of probabilities is 0 throughout", "有一行概率全为 0"))
        return self
