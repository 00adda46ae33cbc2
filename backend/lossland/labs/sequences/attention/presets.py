"""The presets of the attention lab."""

from __future__ import annotations

from lossland.lab import Preset, T

PRESETS = (
    Preset(
        "rooted",
        T("With the root", "加上根号"),
        T("Scores divided by √2: softer weights.", "得分除以 √2：权重更平缓。"),
        {"form": "library"},
        view="triangle",
    ),
    Preset(
        "doubled",
        T("The query doubled", "查询加倍"),
        T("Twice the query, twice the scores: the weights get sharper.", "查询加倍，得分加倍：权重更尖锐。"),
        {"times": 2.0},
        view="triangle",
    ),
    Preset(
        "values",
        T("Values of their own", "值各自给定"),
        T("Keys say where to look, values what is taken.", "键决定看哪里，值决定取什么。"),
        {"source": "own", "form": "library"},
        view="triangle",
    ),
    Preset(
        "self",
        T("Each token asks", "每个词元都提问"),
        T("Self-attention: three queries, three rows.", "自注意力：三个查询，三行。"),
        {"source": "self", "form": "library", "W_V": [1, 0.5, -0.5, 1]},
        view="weights",
    ),
    Preset(
        "causal",
        T("No look ahead", "不看后面"),
        T("The causal mask: the first token sees itself only.", "因果掩码：第一个词元只看见自己。"),
        {"source": "self", "mask": "causal"},
        view="steps",
    ),
    Preset(
        "masked-late",
        T("Masked too late (broken)", "掩码太晚 (反例)"),
        T("Zeros after the softmax: rows no longer sum to 1.", "softmax 之后置零：各行之和不再是 1。"),
        {"source": "self", "mask": "causal", "masked": "after"},
        view="weights",
    ),
    Preset(
        "additive",
        T("Additive score", "加性得分"),
        T("A small net compares query and key.", "用一个小网络比较查询与键。"),
        {"score": "additive"},
        view="steps",
    ),
    Preset(
        "saturated",
        T("Wide and without root (broken)", "很宽而无根号 (反例)"),
        T("At 512 numbers one key takes all, and slopes die.", "512 维时一个键独占，导数消失。"),
        {"study": "width", "d_k": 512},
        view="sample",
    ),
    Preset(
        "heads",
        T("Four heads at once", "四个头"),
        T("Each looks for something else in the same tokens.", "在同一组词元里各找各的。"),
        {"study": "heads"},
        view="heads",
    ),
    Preset(
        "placeless",
        T("No positions (broken)", "没有位置编码 (反例)"),
        T("Heads that look for places find nothing.", "找位置的头什么也找不到。"),
        {"study": "heads", "positions": False},
        view="heads",
    ),
    Preset(
        "block",
        T("An encoder's block", "编码器模块"),
        T("Norm, attention, add; norm, feed-forward, add.", "归一化、注意力、相加；归一化、前馈、相加。"),
        {"study": "block"},
        view="diagram",
    ),
    Preset(
        "cross",
        T("Two sequences", "两个序列"),
        T("Queries from the decoder, keys and values from the encoder.", "查询来自解码器，键与值来自编码器。"),
        {"study": "block", "joins": "cross"},
        view="diagram",
    ),
    Preset(
        "collapsed",
        T("Attention alone (broken)", "只有注意力 (反例)"),
        T("No residual paths: all tokens become one.", "没有残差路径：所有词元变成一个。"),
        {"study": "block", "residual": False, "norm": "none", "feed": False},
        view="alike",
    ),
    Preset(
        "cost",
        T("Twice as long", "加倍长度"),
        T("512 numbers, 8 heads: drag n.", "512 维、8 个头：拖动 n。"),
        {"study": "cost", "n": 1024},
        view="cost",
    ),
    Preset(
        "next",
        T("Trained on the next character", "训练：下一个字符"),
        T("Press Play: heads find the characters before.", "按下运行：各头找到前面的字符。"),
        {"study": "next"},
        view="guesses",
    ),
    Preset(
        "blanks",
        T("Trained to fill blanks", "训练：填空"),
        T("It sees both sides: rows look left and right.", "它看得见两侧：各行左右都看。"),
        {"study": "blank"},
        view="guesses",
    ),
    Preset(
        "too-blank",
        T("Too many blanks (broken)", "空太多 (反例)"),
        T("Nine of ten characters are gone: little is left to guess from.", "十个字符挖去九个：几乎无从猜测。"),
        {"study": "blank", "hidden": 0.9},
        view="guesses",
    ),
    Preset(
        "english",
        T("Any sentence", "任意句子"),
        T(
            "Sixteen heads of an encoder that learned from 130,000 sentences.",
            "在 130,000 个句子上学成的编码器的十六个头。",
        ),
        {"study": "english"},
        view="every_head",
    ),
    Preset(
        "both-sides",
        T("Both sides of a blank", "空的两侧"),
        T("What comes after decides what stands before.", "后面的词决定前面填什么。"),
        {"study": "english", "sentence": "I _ to school every day when I was young."},
        view="filled",
    ),
)
