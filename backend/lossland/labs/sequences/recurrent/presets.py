"""The presets of the recurrent lab."""

from __future__ import annotations

from lossland.lab import Preset, T

LETTERS = {"study": "language", "tokens": "characters", "units": 64, "batch": 32}
WORDS = {"study": "language", "units": 64, "batch": 48}

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
    Preset(
        "letters",
        T("Letter by letter", "逐字符书写"),
        T(
            "Python's manual, one character after another: soon it hesitates less than counted pairs, and it spells.",
            "逐字符读 Python 手册：很快它的犹豫就少于二元计数，并学会拼写。",
        ),
        LETTERS,
        view="perplexity",
    ),
    Preset(
        "words",
        T("Word by word", "逐词书写"),
        T(
            "The same manual in words: the 500 most frequent ones, and UNK, which is never said.",
            "同一本手册，以词为单位：最常见的 500 个词与从不说出的 UNK。",
        ),
        WORDS,
        view="choice",
    ),
    Preset(
        "by-heart",
        T("Learned by heart (broken)", "死记硬背 (反例)"),
        T(
            "Three times the rate: the text it learns from surprises it less and less, other sentences do not.",
            "三倍的学习率：训练文本越来越不让它意外，别的句子却不然。",
        ),
        {**WORDS, "rate": 0.03, "batch": 32},
        view="perplexity",
    ),
    Preset(
        "three",
        T("The three likeliest", "最可能的三个"),
        T(
            "Hot, but only among the three likeliest: the tail is cut off.",
            "温度高，但只在最可能的三个中抽取：去掉长尾。",
        ),
        {**LETTERS, "temperature": 2.0, "top_k": 3},
        view="choice",
    ),
    Preset(
        "hot",
        T("Too hot (broken)", "温度过高 (反例)"),
        T(
            "Temperature 2: the unlikely comes too often, and words fall apart.",
            "温度 2：不可能的字符出现太多，词都散了。",
        ),
        {**LETTERS, "temperature": 2.0},
        view="choice",
    ),
    Preset(
        "cold",
        T("Too cold (broken)", "温度过低 (反例)"),
        T("Temperature 0: always the likeliest, until it goes in circles.", "温度 0：总取最可能的，直到原地打转。"),
        {**LETTERS, "temperature": 0.0},
        view="choice",
    ),
    Preset(
        "teddy",
        T("Teddy, name or bear", "Teddy：人名还是熊"),
        T(
            "Only what comes after it tells; the network that reads both ways sees it.",
            "只有后文能说明；双向网络看得见。",
        ),
        {"study": "names", "learns": "rnn"},
        view="by_kind",
    ),
    Preset(
        "adding",
        T("The adding problem", "加法问题"),
        T(
            "Two values of thirty are marked: who adds them, and who answers 1 all the time?",
            "三十个值中标记了两个：谁把它们相加，谁总是回答 1？",
        ),
        {"study": "adding", "cell": "gru"},
        view="errors",
    ),
    Preset(
        "layouts",
        T("Encoder and decoder", "编码器与解码器"),
        T(
            "Three words are read, four are written: the graph of a translation, and of four other layouts.",
            "读三个词，写四个词：翻译的展开图，以及另外四种结构。",
        ),
        {"study": "unrolled"},
    ),
    Preset(
        "music",
        T("One to many, written", "一对多的书写"),
        T("Every note that is written becomes the next input.", "写出的每个音符都成为下一步的输入。"),
        {"study": "unrolled", "layout_shown": "one_to_many", "mode": "writes"},
    ),
)
