"""The parameters of the translation lab."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from lossland.fields.descent import DESCENT, learning_rate, samples_per_update
from lossland.fields.sentence_pairs import PairSource, pairs_field
from lossland.lab import LabParams, T, live, structural, view

NETWORK = T("Network", "网络")
SENTENCE = T("Sentence", "句子")
DATA = T("Pairs", "句对")
TRAIN = {"study": ["train"]}
NETS = {
    "additive": T("GRU, additive attention", "GRU，加性注意力"),
    "dot": T("GRU, dot product", "GRU，点积注意力"),
    "none": T("GRU, one vector", "GRU，单个向量"),
    "transformer": T("Transformer", "Transformer"),
}


def _sentence(default: str, title: T, description: T, symbol: str, **more: Any) -> Any:
    hints = view(group=SENTENCE, symbol=symbol)
    return Field(default, max_length=200, title=title, description=description, json_schema_extra=hints, **more)


class TranslationParams(LabParams):
    """What the page shows as controls."""

    study: Literal["train", "shipped"] = Field(
        "train",
        title=T("Look at", "观察"),
        description=T("A network that learns here, or one that has learned.", "在这里学习的网络，或已经学好的网络。"),
        json_schema_extra=structural(
            options={
                "train": T("a network that learns", "正在学习的网络"),
                "shipped": T("a trained network", "训练好的网络"),
            }
        ),
    )
    model: Literal["french", "alignment", "chinese", "dates"] = Field(
        "french",
        title=T("Network", "网络"),
        description=T("What its card says of it is told at “models”.", "其说明卡见“模型”。"),
        json_schema_extra=structural(
            group=NETWORK,
            options={
                "french": T("French to English", "法译英"),
                "alignment": T("French to English, GRU", "法译英 (GRU)"),
                "chinese": T("Chinese to English", "汉译英"),
                "dates": T("dates to ISO", "日期转 ISO"),
            },
            when={"study": ["shipped"]},
        ),
    )
    data: PairSource = pairs_field(group=DATA, when=TRAIN)
    pairs: int = Field(
        4000,
        ge=200,
        le=20_000,
        title=T("Pairs to learn from", "训练句对数"),
        description=T(
            "200 others tell how well it translates; a tenth, where there are few.",
            "另有 200 对用于评价翻译；句对少时取十分之一。",
        ),
        json_schema_extra=structural(group=DATA, scale="log", symbol="m", when=TRAIN),
    )
    net: Literal["additive", "dot", "none", "transformer"] = Field(
        "additive",
        title=T("Decoder's look at the source", "解码器如何看源句"),
        description=T(
            "Attention at each step, or only the encoder's last state.", "每一步用注意力，或只用编码器的末状态。"
        ),
        json_schema_extra=structural(group=NETWORK, options=NETS, when=TRAIN),
    )
    beside: Literal["nothing", "additive", "dot", "none", "transformer"] = Field(
        "nothing",
        title=T("Another beside it", "并排的另一个"),
        description=T("Learns from the same batches; its BLEU is drawn too.", "从同样的批次学习，一并画出它的 BLEU。"),
        json_schema_extra=structural(group=NETWORK, options={"nothing": T("none", "无"), **NETS}, when=TRAIN),
    )
    units: int = Field(
        96,
        ge=16,
        le=256,
        multiple_of=16,
        title=T("Units", "单元数"),
        description=T(
            "Of the decoder; the encoder has half as many each way.", "解码器的单元数；编码器每个方向为其一半。"
        ),
        json_schema_extra=structural(group=NETWORK, symbol="n", when=TRAIN),
    )
    order: Literal["one by one", "at once"] = Field(
        "one by one",
        title=T("How it speaks", "输出方式"),
        description=T(
            "Each word after the ones before it, or all at once, given the source alone (Transformer only).",
            "逐词依次输出，或仅据源句一次全部输出 (仅 Transformer)。",
        ),
        json_schema_extra=structural(
            group=NETWORK,
            advanced=True,
            options={
                "one by one": T("one by one (autoregressive)", "逐词 (自回归)"),
                "at once": T("all at once (non-autoregressive)", "一次全部 (非自回归)"),
            },
            when={"study": ["train"], "net": ["transformer"]},
        ),
    )
    rate: float = learning_rate(
        0.004, T("How far one update goes.", "每次更新走多远。"), le=1, group=DESCENT, when=TRAIN
    )
    batch: int = samples_per_update(
        live, 64, T("Pairs in one update.", "每次更新的句对数。"), le=512, group=DESCENT, when=TRAIN
    )
    teacher: float = Field(
        1.0,
        ge=0,
        le=1,
        title=T("Teacher forcing", "教师强制"),
        description=T(
            "How often the decoder is fed the true word while training instead of its own.",
            "训练时以真实词 (而非自己的输出) 作为解码器输入的比例。",
        ),
        json_schema_extra=live(group=DESCENT, advanced=True, when=TRAIN),
    )
    text: str = _sentence(
        "elle trouvera la maison blanche en septembre",
        T("Pinned sentence", "固定的句子"),
        T("Translated anew in every picture.", "每一帧都重新翻译。"),
        "x",
        min_length=1,
    )
    prefix: str = _sentence(
        "",
        T("Begins with", "开头强制为"),
        T("Words that the translation has to begin with.", "译文必须以这些词开头。"),
        "y<1>",
    )
    reads: bool = Field(
        True,
        title=T("It reads the source", "读取源句"),
        description=T(
            "Without, the decoder begins at zero and sees nothing: a language model, P(y) instead of P(y|x).",
            "关闭后解码器从零开始，什么也看不到：即语言模型 P(y)，而非 P(y|x)。",
        ),
        json_schema_extra=view(group=SENTENCE),
    )
