"""Presets of the learning rate lab, some broken on purpose, and its predictions."""

from __future__ import annotations

from collections.abc import Mapping

from lossland.lab import Preset, T
from lossland.lab.teaching import Option, Prediction

PRESETS: tuple[Preset, ...] = (
    Preset(
        "valley",
        T("A valley, then a cliff", "先山谷，后悬崖"),
        T("Six decades of rates on real digits.", "在真实手写数字上跨六个数量级的学习率。"),
        {},
        view="valley",
    ),
    Preset(
        "adam",
        T("Adam's valley", "Adam 的山谷"),
        T(
            "It lies far to the left: every coordinate moves by about α, however small its gradient.",
            "山谷远在左边：无论梯度多小，每个坐标都移动约 α。",
        ),
        {"optimizer": "adam", "lowest": 1e-5, "highest": 10.0, "alpha": 0.05},
        view="valley",
    ),
    Preset(
        "momentum",
        T("Momentum, library form", "动量，PyTorch 写法"),
        T(
            "As a sum of gradients, ten times the step: the same valley ten times further left.",
            "以梯度之和更新，步长变为十倍：同一山谷左移一个数量级。",
        ),
        {"optimizer": "momentum", "form": "library"},
        view="valley",
    ),
    Preset(
        "impatient",
        T("Too few updates", "更新太少"),
        T(
            "After 100 updates the cliff stands where it stood, but the valley is narrow: only rates next to it had time.",
            "只做 100 次更新：悬崖仍在原处，山谷却很窄，只有紧邻悬崖的学习率来得及。",
        ),
        {"steps": 100},
        view="valley",
    ),
    Preset(
        "all-too-small",
        T("All too small (broken)", "全都太小 (反例)"),
        T(
            "Half of the sixteen rates don't move, and the largest wins: the range is in the wrong place.",
            "十六个学习率中有一半不动，最大的胜出：范围选错了。",
        ),
        {"lowest": 1e-7, "highest": 0.1, "steps": 100},
        view="valley",
    ),
    Preset(
        "deep-relu",
        T("Four ReLU layers", "四层 ReLU"),
        T(
            "The cliff comes earlier, and behind it lies a plateau at ln 10 = 2.30: a dead network guesses.",
            "悬崖来得更早，崖后是 ln 10 = 2.30 的平台：网络已经死亡，只能瞎猜。",
        ),
        {"activation": "relu", "layers": 4},
        view="valley",
    ),
    Preset(
        "small-batches",
        T("Four samples at a time", "每批四个样本"),
        T(
            "Noisy gradients: the cliff moves left, and a rate that decays beats one that stays.",
            "梯度带噪声：悬崖左移，衰减的学习率胜过恒定的。",
        ),
        {"batch_size": 4, "steps": 3000, "alpha": 0.5, "period": 1, "smoothing": 0.98},
        view="schedule_losses",
    ),
    Preset(
        "past-the-valley",
        T("Schedules from twice the best rate", "调度：最佳学习率的两倍"),
        T(
            "Six schedules begin past the valley, at α₀ = 2. Which of them ends low all the same? See the tab “Schedules: loss”.",
            "六种调度从山谷之外的 α₀ = 2 出发。哪一种最终仍能降得很低？见“调度：损失”标签页。",
        ),
        {"alpha": 2.0},
        view="schedule_losses",
    ),
    Preset(
        "convex",
        T("No hidden layer", "没有隐藏层"),
        T(
            "Softmax regression is convex. The cliff is still there, ten times further right.",
            "softmax 回归是凸的。悬崖依然存在，只是右移一个数量级。",
        ),
        {"layers": 0},
        view="valley",
    ),
    Preset(
        "fifty-days",
        T("Averaging 50 days", "平均 50 天"),
        T(
            "β = 0.98 in the tab of temperatures: smooth, late, and far too cold at first.",
            "“气温”标签页，β = 0.98：平滑、滞后，且起初远远偏低。",
        ),
        {"average": 0.98},
        view="ewa",
    ),
)

DIVERGED = Prediction(
    T(
        "The 16 rates go from 0.0001 to 100. How many of them will diverge?",
        "16 个学习率从 0.0001 到 100。会有多少个发散？",
    ),
    "diverged",
    1500,
    (
        Option(T("ten or more", "十个以上"), 10),
        Option(T("two to nine", "两到九个"), 2),
        Option(T("one or none", "最多一个"), None),
    ),
    T(
        "A few at the right end: past the cliff every step overshoots by more than it corrects. The other end never "
        "diverges, it only wastes time.",
        "只有最右端的几个：越过悬崖后，每一步越过的都比修正的多。左端从不发散，只是浪费时间。",
    ),
    T("By step {steps} {value} of the 16 rates had diverged.", "到第 {steps} 步，16 个学习率中有 {value} 个发散。"),
)

PREDICTIONS: Mapping[str, Prediction] = {"": DIVERGED, "valley": DIVERGED}
