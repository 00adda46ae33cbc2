"""The face of the recurrent lab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from lossland.lab import Arrays, Lab, Metric, T, stills
from lossland.lab.metrics import family
from lossland.lab.pictures import arrays_of, figures_of
from lossland.lab.teaching import Moment
from lossland.lab.views import Figure
from lossland.labs.sequences.recurrent.experiment import Agreeing
from lossland.labs.sequences.recurrent.params import RecurrentParams
from lossland.labs.sequences.recurrent.pictures import VIEWS
from lossland.labs.sequences.recurrent.pictures.seen import Seen
from lossland.labs.sequences.recurrent.presets import PRESETS
from lossland.labs.sequences.recurrent.state import State
from lossland.labs.sequences.recurrent.study_params import ADDING, AGREEMENT, CELLS, LANGUAGE, NAMES, WAYS


class Recurrent(Agreeing, Lab[RecurrentParams, State]):
    """What is carried across a gap."""

    part = "sequences"
    title = T("Recurrent networks", "循环神经网络")
    summary = T(
        "“The cats, which already ate the fish near the door, were”: find the unit that carries the plural, and watch its gate.",
        "“The cats, which already ate the fish near the door, were”：找到携带复数的单元，观察它的门。",
    )
    question = T("Who remembers the subject until the verb?", "谁把主语一直记到动词？")
    topics = (
        T("RNN, GRU, LSTM", "RNN、GRU、LSTM"),
        T("Forget gate and update gate", "遗忘门与更新门"),
        T("Backpropagation through time", "随时间反向传播"),
        T("Vanishing and exploding gradients", "梯度消失与爆炸"),
        T("Gradient clipping", "梯度裁剪"),
        T("Language models and sampling", "语言模型与采样"),
        T("Bidirectional networks", "双向网络"),
        T("The adding problem", "加法问题"),
        T("Layouts, one to one up to many to many", "一对一到多对多的结构"),
    )
    metrics: ClassVar[Mapping[str, Metric]] = {
        **family(
            "right",
            T("Right verbs,", "动词正确率："),
            CELLS,
            headline=("rnn", "lstm"),
            percent=True,
            when=AGREEMENT,
        ),
        **family("loss", T("Loss,", "损失："), CELLS),
        **family("error", T("Error,", "误差："), CELLS, headline=("rnn", "gru"), when=ADDING),
        "error_one": Metric(T("Always answering 1", "总答 1")),
        **family("norm", T("Gradient norm,", "梯度范数："), CELLS),
        "perplexity_bigram": Metric(T("Of counted pairs", "二元计数的困惑度"), headline=True, when=LANGUAGE),
        "perplexity": Metric(
            T("Perplexity, held out", "困惑度 (留出文本)"), headline=True, better="less", when=LANGUAGE
        ),
        **family("ambiguous", T("Ambiguous words,", "有歧义的词："), WAYS, headline=WAYS, percent=True, when=NAMES),
        **family("tagging", T("Loss of tagging,", "标注损失："), WAYS),
        "perplexity_train": Metric(T("Perplexity, learned from", "困惑度 (训练文本)")),
    }
    layout = (
        (
            ("gates", "written", "tagged", "summed", "unrolled"),
            (
                "lag",
                "carrier",
                "gaps",
                "errors",
                "loss",
                "norms",
                "perplexity",
                "choice",
                "candidates",
                "by_kind",
                "ambiguous",
                "tagging",
            ),
        ),
    )
    moments = (
        Moment(
            "right_lstm",
            T(
                "The LSTM has found who carries the number: {value} of the verbs right.",
                "LSTM 找到了谁携带单复数：动词正确率 {value}。",
            ),
            T("LSTM", "LSTM"),
            least=0.95,
        ),
        Moment(
            "right_gru",
            T("The GRU has it: {value} of the verbs right.", "GRU 学会了：动词正确率 {value}。"),
            T("GRU", "GRU"),
            least=0.95,
        ),
        Moment(
            "ambiguous_both",
            T(
                "Reading both ways it tells names from things: {value} of the ambiguous words right.",
                "双向网络能分清人名与物品：有歧义的词正确率 {value}。",
            ),
            T("both ways", "双向"),
            least=0.99,
        ),
        Moment(
            "perplexity",
            T(
                "It hesitates half as much as at the start: perplexity {value} on text held out.",
                "犹豫已减半：留出文本上的困惑度为 {value}。",
            ),
            T("half", "减半"),
            most=0.5,
            of_first=True,
        ),
    )
    reel = stills(0, 20, 40, 60, 80, 120, 200)
    drives = "longest"
    at_once: ClassVar[Mapping[str, list[str]]] = {"study": ["unrolled"]}
    presets = PRESETS

    def figures(self, p: RecurrentParams) -> dict[str, Figure]:
        return figures_of(VIEWS, p)

    def draw(self, s: State, p: RecurrentParams) -> dict[str, Arrays]:
        return arrays_of(VIEWS, Seen(s, p))
