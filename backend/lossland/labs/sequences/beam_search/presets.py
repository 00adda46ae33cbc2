"""The presets of the beam search lab."""

from __future__ import annotations

from lossland.lab import Preset, T

PRESETS = (
    Preset(
        "greedy-loses",
        T("Greedy loses", "贪心落败"),
        T(
            "A is likelier than B, but what follows B is nearly certain: width 1 finds .20, width 2 finds .36.",
            "A 比 B 更可能，但 B 之后几乎确定：束宽 1 得 .20，束宽 2 得 .36。",
        ),
        {"study": "toy", "width": 1},
    ),
    Preset(
        "wide-enough",
        T("Width 2 wins", "束宽 2 获胜"),
        T(
            "The second best first word is kept, and its continuation overtakes.",
            "保留第二好的第一词，它的续写后来居上。",
        ),
        {"study": "toy", "width": 2},
    ),
    Preset(
        "no-guarantee",
        T("Width 2 loses (broken)", "束宽 2 也会输 (反例)"),
        T(
            "C is third at first and certain afterwards: no width below 3 finds it.",
            "C 起初排第三，之后却是必然：束宽小于 3 都找不到它。",
        ),
        {
            "study": "toy",
            "width": 2,
            "first": [0.36, 0.34, 0.3],
            "after": [0.34, 0.33, 0.33, 0.34, 0.33, 0.33, 0.0, 0.0, 1.0],
        },
    ),
    Preset(
        "jane",
        T("Jane visits Africa", "Jane 访问非洲"),
        T("The course's sentence, with three hypotheses.", "课程中的句子，保留三个假设。"),
        {"study": "sentence", "text": "Jane visite l'Afrique en septembre.", "width": 3},
    ),
    Preset(
        "long",
        T("A longer sentence", "长一点的句子"),
        T("Five hypotheses share most of their words.", "五个假设大部分词相同。"),
        {"study": "sentence", "text": "Les enfants jouaient dans le jardin sous la pluie.", "width": 5},
    ),
    Preset(
        "chinese",
        T("From Chinese", "从汉语翻译"),
        T("A network that has seen few sentences is less sure.", "只见过少量句子的网络没那么有把握。"),
        {"study": "sentence", "text": "我的名字叫约翰。", "model": "chinese", "width": 5},
    ),
    Preset(
        "two-lengths",
        T("Short or long?", "短句还是长句？"),
        T(
            "−2.0 with two tokens against −2.8 with five: at α = 0 the first wins, at 0.7 the second.",
            "两个词元 −2.0 对五个词元 −2.8：α = 0 时前者胜，0.7 时后者胜。",
        ),
        {"study": "lengths"},
        view="scores",
    ),
    Preset(
        "underflow",
        T("The product is gone (broken)", "乘积下溢 (反例)"),
        T(
            "46 tokens of probability .1, and single precision has nothing left.",
            "46 个概率为 .1 的词元之后，单精度已一无所剩。",
        ),
        {"study": "lengths", "probability": 0.1},
        view="underflow",
    ),
    Preset(
        "blame",
        T("Who is to blame?", "错在哪里？"),
        T(
            "Greedy search on nine sentences: is it the search or the network?",
            "对九个句子做贪心搜索：是搜索之过，还是网络之过？",
        ),
        {"study": "errors", "width": 1},
    ),
    Preset(
        "the-the",
        T("Seven times “the”", "七个 the"),
        T("Without clipping its precision would be 1; clipped it is 2/7.", "若不截断精确率为 1；截断后为 2/7。"),
        {"study": "bleu", "candidate": "the the the the the the the"},
    ),
    Preset(
        "too-short",
        T("Too short", "过短的译文"),
        T(
            "c = 5, r = 6: every word is right, and the brevity penalty is .8187.",
            "c = 5，r = 6：每个词都对，过短惩罚为 .8187。",
        ),
        {"study": "bleu", "candidate": "the cat is on the", "reference_2": ""},
    ),
)
