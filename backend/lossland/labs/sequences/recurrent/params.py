"""The parameters of the recurrent lab."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lossland.datasets.agreement import SHORTEST
from lossland.fields.descent import DESCENT, form_of_formulas, learning_rate, samples_per_update
from lossland.lab import T, live, structural, view
from lossland.labs.sequences.recurrent.study_params import AGREEMENT, CELLS, SIDE_BY_SIDE, TRAINED
from lossland.labs.sequences.recurrent.unrolled_params import UnrolledParams

SENTENCE = T("Sentence", "句子")
NETWORK = T("Network", "网络")
LONGEST = 40


class RecurrentParams(UnrolledParams):
    """What the page shows as controls."""

    number: Literal["singular", "plural"] = Field(
        "plural",
        title=T("Subject", "主语"),
        description=T("One cat or several.", "一只猫还是几只。"),
        json_schema_extra=view(
            group=SENTENCE,
            options={"singular": T("the cat", "the cat"), "plural": T("the cats", "the cats")},
            when=AGREEMENT,
        ),
    )
    gap: int = Field(
        13,
        ge=SHORTEST,
        le=LONGEST,
        title=T("Gap", "间隔"),
        description=T(
            "Words and commas between the subject and the verb of the sentence shown.",
            "所示句子中主语与动词之间的词与逗号数。",
        ),
        json_schema_extra=view(group=SENTENCE, when=AGREEMENT),
    )
    cell: Literal["rnn", "gru", "lstm"] = Field(
        "lstm",
        title=T("Cell looked at", "观察的单元"),
        description=T("All three learn side by side, from the same batches.", "三种单元用同样的批次并排学习。"),
        json_schema_extra=view(options=CELLS, when=SIDE_BY_SIDE),
    )
    gate: Literal["keeps", "writes", "shows"] = Field(
        "keeps",
        title=T("Gate", "门"),
        description=T(
            "Keeps: f of an LSTM, 1 − Γu of a GRU; of an RNN, which has no gate, the slope of tanh. Writes: i, Γu. Shows: o, Γr.",
            "保留：LSTM 的 f，GRU 的 1 − Γu；RNN 没有门，显示 tanh 的斜率。写入：i、Γu。输出：o、Γr。",
        ),
        json_schema_extra=view(
            options={
                "keeps": T("keeps", "保留"),
                "writes": T("writes", "写入"),
                "shows": T("shows", "输出"),
            },
            when=AGREEMENT,
        ),
    )
    longest: int = Field(
        20,
        ge=SHORTEST,
        le=LONGEST,
        title=T("Longest gap of training", "训练的最长间隔"),
        description=T("Each batch has a gap from the shortest to this one.", "每个批次的间隔取自最短值到此值之间。"),
        json_schema_extra=structural(group=SENTENCE, when=AGREEMENT),
    )
    units: int = Field(
        24,
        ge=4,
        le=64,
        title=T("Units", "单元数"),
        description=T("Of each network.", "每个网络各有这么多。"),
        json_schema_extra=structural(group=NETWORK, symbol="n", when=TRAINED),
    )
    layers: int = Field(
        1,
        ge=1,
        le=3,
        title=T("Layers", "层数"),
        description=T(
            "Of a deep network each layer reads the outputs of the one below; the top one is looked at.",
            "深层网络的每一层读取下一层的输出；观察的是最上层。",
        ),
        json_schema_extra=structural(group=NETWORK, advanced=True, symbol="L", when=TRAINED),
    )
    keep: float = Field(
        1.0,
        ge=-3,
        le=3,
        title=T("Bias of the keeping gate", "保留门的初始偏置"),
        description=T(
            "Above 0 the LSTM's forget gate, and the GRU's, begin open: old states stay.",
            "大于 0 时，LSTM 的遗忘门 (及 GRU 的相应门) 起初打开：旧状态得以保留。",
        ),
        json_schema_extra=structural(group=NETWORK, advanced=True, symbol="b_f", when=TRAINED),
    )
    gain: float = Field(
        1.0,
        ge=0.1,
        le=6,
        title=T("Gain of the recurrent weights", "循环权重的增益"),
        description=T(
            "The initial W_aa is multiplied by this: above about 2 gradients of the RNN can explode.",
            "初始的 W_aa 乘以此值：约大于 2 时 RNN 的梯度可能爆炸。",
        ),
        json_schema_extra=structural(group=NETWORK, advanced=True, scale="log", when=TRAINED),
    )
    form: Literal["course", "library"] = form_of_formulas(
        structural,
        T(
            "Course: Γu weighs the candidate, Γr stands before the matrix. Library: z weighs the old state, r stands after it.",
            "课程：Γu 加权候选值，Γr 在矩阵乘法之前。PyTorch：z 加权旧状态，r 在矩阵乘法之后。",
        ),
        group=NETWORK,
        when=TRAINED,
    )
    rate: float = learning_rate(0.01, T("Of Adam.", "用于 Adam。"), le=1, group=DESCENT, when=TRAINED)
    clip: float = Field(
        1.0,
        ge=0,
        le=10,
        title=T("Clip the gradient's norm at", "梯度范数裁剪至"),
        description=T(
            "A longer gradient is scaled down to this length, its direction stays. 0: never.",
            "更长的梯度按比例缩短到此长度，方向不变。0：不裁剪。",
        ),
        json_schema_extra=live(group=DESCENT, when=TRAINED),
    )
    others: float = Field(
        0.3,
        ge=0,
        le=1,
        title=T("Weight of the other words", "其他词的权重"),
        description=T(
            "In the loss, beside the verb's 1: a language model has more to carry than the number. 0: the verb alone.",
            "损失中其他词的权重，动词为 1：语言模型要携带的不只是单复数。0：只看动词。",
        ),
        json_schema_extra=live(group=DESCENT, advanced=True, when=AGREEMENT),
    )
    batch: int = samples_per_update(
        live,
        64,
        T("Sentences, pieces of text or sequences in one update.", "每次更新的句子、文本片段或序列数。"),
        le=512,
        group=DESCENT,
        when=TRAINED,
    )
