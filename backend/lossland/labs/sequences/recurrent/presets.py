"""The presets of the recurrent lab."""

from __future__ import annotations

from lossland.lab import Preset, T

PRESETS = (
    Preset(
        "across",
        T("Across the gap", "跨越间隔"),
        T(
            "Thirteen words after its subject the verb agrees: one unit has carried the number all the way.",
            "主语之后十三个词，动词仍然一致：一个单元一路携带着单复数。",
        ),
        {},
    ),
    Preset(
        "forgets",
        T("The RNN forgets (broken)", "RNN 遗忘 (反例)"),
        T(
            "No gate: the gradient at the subject has vanished, so nothing tells the network what to keep.",
            "没有门：主语处的梯度已经消失，没有什么告诉网络该记住什么。",
        ),
        {"cell": "rnn"},
        view="carrier",
    ),
    Preset(
        "gru",
        T("A GRU", "看 GRU 的门"),
        T("One gate decides what is kept and what is written.", "一个门同时决定保留什么、写入什么。"),
        {"cell": "gru"},
    ),
    Preset(
        "short",
        T("Short gaps", "短间隔"),
        T("With at most six words between, the RNN has a chance.", "中间至多六个词时，RNN 也有机会。"),
        {"longest": 6, "gap": 6, "cell": "rnn"},
        view="gaps",
    ),
    Preset(
        "closed",
        T("Gates begin shut (broken)", "门起初关闭 (反例)"),
        T(
            "A bias of −3: f begins near .05, and an LSTM's gradient vanishes like that of the RNN.",
            "偏置为 −3：f 起初约 0.05，LSTM 的梯度也像 RNN 一样消失。",
        ),
        {"keep": -3.0},
        view="lag",
    ),
    Preset(
        "explodes",
        T("Exploding, not clipped (broken)", "爆炸而不裁剪 (反例)"),
        T(
            "Recurrent weights six times as large: gradients grow with the lag instead. Clip them and it can be borne.",
            "循环权重放大六倍：梯度随间隔增大。裁剪之后才可承受。",
        ),
        {"gain": 6.0, "clip": 0.0, "rate": 0.01, "cell": "rnn"},
        view="norms",
    ),
)
