"""The presets of the translation lab."""

from __future__ import annotations

from lossland.lab import Preset, T

PRESETS = (
    Preset(
        "white-house",
        T("The white house", "白色的房子"),
        T(
            "“blanche” comes after “maison”, “white” before “house”: the alignment crosses.",
            "blanche 在 maison 之后，white 在 house 之前：对齐线交叉。",
        ),
        {},
    ),
    Preset(
        "one-vector",
        T("One vector (broken)", "单个向量 (反例)"),
        T(
            "Without attention the whole sentence has to pass through one vector: long ones suffer most.",
            "没有注意力，整个句子要挤进一个向量：长句受损最重。",
        ),
        {"net": "none", "beside": "additive"},
        view="lengths",
    ),
    Preset(
        "dates",
        T("Dates", "日期"),
        T(
            "Characters instead of words: the year is copied, the month is read.",
            "以字符代替词：年份照抄，月份要读懂。",
        ),
        {"data": {"kind": "dates"}, "text": "le mardi 21 mai 2075"},
    ),
    Preset(
        "transformer",
        T("A small Transformer", "小型 Transformer"),
        T(
            "Two layers of two heads: some find the alignment, others look elsewhere.",
            "两层、每层两个头：有的找到对齐，有的另有所看。",
        ),
        {"net": "transformer", "rate": 0.002},
    ),
    Preset(
        "not-reading",
        T("It does not read (broken)", "不看原句 (反例)"),
        T("A language model: fluent, and about something else.", "语言模型：流利，却说着别的事。"),
        {"reads": False},
        view="spoken",
    ),
    Preset(
        "at-once",
        T("All words at once (broken)", "一次说出所有词 (反例)"),
        T(
            "Each word is told the source alone, not its neighbours: words are repeated or left out.",
            "每个词只知道原句，不知道邻词：会重复或遗漏。",
        ),
        {"net": "transformer", "order": "at once", "units": 64, "rate": 0.002},
        view="spoken",
    ),
    Preset(
        "french",
        T("Real French", "真实的法语"),
        T(
            "A network of the house that has read 165,000 sentences. Type your own.",
            "读过 165,000 个句子的网络。输入你自己的句子。",
        ),
        {"study": "shipped", "text": "Jane visite l'Afrique en septembre."},
    ),
    Preset(
        "red-car",
        T("A red car", "红色的车"),
        T(
            "A GRU that has read the same real sentences. It errs more, but one map tells where it looked: red and car cross.",
            "读过同样真实句子的 GRU。它错得更多，但一张图就能看出它看哪里：red 与 car 交叉。",
        ),
        {"study": "shipped", "model": "alignment", "text": "Elle a acheté une voiture rouge."},
    ),
    Preset(
        "chinese",
        T("Real Chinese", "真实的汉语"),
        T("It has read 28,000 sentences, and errs more.", "只读过 28,000 个句子，错得更多。"),
        {"study": "shipped", "model": "chinese", "text": "我爱你。"},
    ),
    Preset(
        "any-date",
        T("Any date", "任意日期"),
        T("English, French, Chinese: look where the month comes from.", "英语、法语、汉语：看月份从哪里来。"),
        {"study": "shipped", "model": "dates", "text": "二〇〇九年十二月二十五日"},
    ),
)
