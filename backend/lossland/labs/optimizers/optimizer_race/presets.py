"""Presets of the optimizer race and its predictions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lossland.lab import Preset, T
from lossland.lab.teaching import Option, Prediction
from lossland.labs.optimizers.optimizer_race.params import PHASES, UPDATES, OptimizerRaceParams
from lossland.labs.optimizers.optimizer_race.racers import METHODS, Racer


def racers(*methods: str, **numbers: float) -> list[dict[str, Any]]:
    """Rows with these methods and numbers, all others as usual."""
    return [Racer.model_validate({"method": method, **numbers}).model_dump(mode="json") for method in methods]


def surface(kind: str, **numbers: float) -> dict[str, Any]:
    """A surface with all its numbers, those that are not given as usual."""
    found: dict[str, Any] = OptimizerRaceParams.model_validate({"surface": {"kind": kind, **numbers}}).model_dump(
        mode="json"
    )
    chosen: dict[str, Any] = found["surface"]
    return chosen


PRESETS: tuple[Preset, ...] = (
    Preset(
        "ravine",
        T("Three in a ravine", "沟谷中的三个"),
        T(
            "The best rate of each, and beside it one rate for all. Is it the same race?",
            "各用最佳学习率，旁边是共用一个学习率。还是同一场比赛吗？",
        ),
        {},
        view="same",
    ),
    Preset(
        "slow",
        T("Adam in slow motion", "Adam 慢动作"),
        T(
            "Gradient, mean, scaling, step: four steps of the clock are one update. Where does the mean still point?",
            "梯度、均值、缩放、步：时钟的四步为一次更新。均值还指向哪里？",
        ),
        {"slow": True, "racer": 3},
        view="numbers",
        speed=2.0,
    ),
    Preset(
        "nine",
        T("All nine", "九个一起"),
        T("Every method of the course on the winding ravine.", "课程中的全部方法，弯曲沟谷。"),
        {"surface": surface("ravine"), "racers": racers(*METHODS), "alpha": 0.05},
        view="same",
    ),
    Preset(
        "diverges",
        T("Past the limit", "超过极限"),
        T(
            "α is a little above 2/κ: gradient descent leaves, the others go on.",
            "α 略大于 2/κ：梯度下降发散离场，其余继续。",
        ),
        {"alpha": 0.0205},
        view="same",
        speed=10.0,
    ),
    Preset(
        "round",
        T("A round bowl", "圆碗"),
        T("κ = 1: the gradient points at the minimum and needs no help.", "κ = 1：梯度直指最低点，无需帮助。"),
        {"surface": surface("quadratic", kappa=1.0, angle=0.0), "alpha": 0.1},
        view="same",
    ),
    *(
        Preset(
            f"axis-{degrees}",
            T(f"Ravine at {degrees}°", f"沟谷 {degrees}°"),
            T(
                "Three presets, one race: only the ravine turns, and the start with it. For whom does that matter?",
                "三个预设，同一场比赛：只有沟谷在转，起点随之旋转。这对谁有影响？",
            ),
            {
                "surface": surface("quadratic", angle=float(degrees), start_x=x, start_y=y),
                "racers": racers("sgd", "rmsprop", "adagrad", "adam"),
                "noise": 0.0,
            },
            view="same",
        )
        for degrees, x, y in ((0, -3.4, 1.8), (20, -3.81, 0.529), (45, -3.677, -1.131))
    ),
    Preset(
        "rosenbrock",
        T("Rosenbrock", "Rosenbrock"),
        T("Into the valley at once, along it for ever.", "立刻进入谷底，沿谷前进却极慢。"),
        {"surface": surface("rosenbrock"), "alpha": 0.002},
        view="same",
        speed=50.0,
    ),
    Preset(
        "saddle",
        T("A saddle", "鞍点"),
        T(
            "The start is a hair beside the ridge. Who gets off first?",
            "起点只偏离脊线一点点。谁先离开？",
        ),
        {
            "surface": surface("saddle"),
            "racers": racers("sgd", "momentum", "rmsprop", "adam"),
            "noise": 0.0,
            "alpha": 0.03,
        },
        view="same",
    ),
    Preset(
        "plateau",
        T("A plateau", "平台"),
        T(
            "Far out the gradient is next to 0. Who gets down from there?",
            "远处梯度几乎为 0。谁能从那里下来？",
        ),
        {
            "surface": surface("plateau"),
            "racers": racers("sgd", "momentum", "normalised", "adam"),
            "noise": 0.0,
            "alpha": 0.05,
        },
        view="same",
    ),
    Preset(
        "basins",
        T("Four basins", "四个吸引域"),
        T(
            "Himmelblau: which of the four minima Adam reaches, from 10,201 starts.",
            "Himmelblau：从 10201 个起点，Adam 到达四个极小值中的哪一个。",
        ),
        {"surface": surface("himmelblau"), "alpha": 0.1, "basins": True, "racer": 3, "noise": 0.0},
        view="basins",
    ),
    Preset(
        "rastrigin",
        T("Full of dents", "坑坑洼洼"),
        T("Momentum may roll through a dent. Nobody sees the whole.", "动量也许能滚过小坑。谁也看不到全局。"),
        {"surface": surface("rastrigin"), "alpha": 0.01},
        view="same",
    ),
    Preset(
        "adagrad",
        T("AdaGrad stalls", "AdaGrad 停滞"),
        T(
            "Steep walls around a flat floor: the first gradient is huge. Who forgets it?",
            "平坦的底部四周是陡壁：第一个梯度非常大。谁会忘掉它？",
        ),
        {
            "surface": surface("beale", start_x=4.0, start_y=4.0),
            "racers": racers("adagrad", "rmsprop", "adam"),
            "noise": 0.0,
            "alpha": 0.1,
            "racer": 1,
        },
        view="effective",
    ),
    Preset(
        "gabor",
        T("A model on data", "数据上的模型"),
        T(
            "The real loss of a model with two parameters, on generated data: minima that are not the lowest, and saddles.",
            "双参数模型在生成数据上的真实损失：有不是最低的极小值，也有鞍点。",
        ),
        {"surface": surface("gabor", batch=28), "alpha": 0.02},
        view="same",
    ),
    Preset(
        "batches",
        T("Mini-batches", "小批量"),
        T(
            "30 data points, 5 in each mini-batch. With seed 0 gradient descent gets out of a valley in which all 30 would keep "
            "it: try B = 30, then other seeds.",
            "30 个样本，每批 5 个。随机种子为 0 时，梯度下降能跳出用全部样本时出不去的谷：试试 B = 30，再换随机种子。",
        ),
        {"surface": surface("gabor", count=30, batch=5, start_x=-1.0, start_y=5.0), "alpha": 0.1},
        view="same",
    ),
    Preset(
        "noisy",
        T("Noisy gradients", "带噪声的梯度"),
        T(
            "Near the minimum only the noise is left. How wide do they wander at α = 0.01, and how wide at 0.019?",
            "接近最低点时只剩噪声。α = 0.01 时游走多宽，0.019 时又是多宽？",
        ),
        {"noise": 4.0, "alpha": 0.01, "racers": [*racers("sgd", "momentum"), *racers("adam", alpha=0.2)]},
        view="same",
        speed=50.0,
    ),
    Preset(
        "formula",
        T("Your own formula", "自定义公式"),
        T("Type f(x, y) and race on it.", "输入 f(x, y)，在其上竞速。"),
        {"surface": surface("formula"), "alpha": 0.05},
        view="same",
    ),
)

LONGEST = PHASES * UPDATES
"""Steps of a race in slow motion; at full speed its end comes first and decides."""

ARRIVED = T("In {steps} updates {value} arrived.", "{steps} 次更新内有 {value} 个到达。")
RAVINE = Prediction(
    T(
        "Gradient descent, momentum and Adam, all at α = 0.01. How many will be at a thousandth of the start's height, "
        "and stay below it, within 300 updates?",
        "梯度下降、动量与 Adam 都用 α = 0.01。300 次更新内，有几个能降到起点高度的千分之一并保持在其下？",
    ),
    "home",
    LONGEST,
    (
        Option(T("all three", "三个都能"), 3),
        Option(T("two", "两个"), 2),
        Option(T("one or none", "最多一个"), None),
    ),
    T(
        "Two: Adam is not there. Its step is about α long however steep the slope, and 300 steps of 0.01 are short. Look at "
        "the other picture: at a rate of its own, two hundred times larger, it arrives with the first.",
        "两个：Adam 不能。无论坡度多陡，它每步约长 α，300 步 0.01 走不远。看另一幅图：换成大两百倍的自己的学习率，它与最快者一同到达。",
    ),
    ARRIVED,
)
PLATEAU = Prediction(
    T(
        "Far out the surface is next to flat. How many of the four will get down from there at α = 0.05?",
        "远处曲面几乎是平的。四个优化器用 α = 0.05，有几个能从那里下来？",
    ),
    "home",
    LONGEST,
    (
        Option(T("all four", "四个都能"), 4),
        Option(T("two or three", "两三个"), 2),
        Option(T("one or none", "最多一个"), None),
    ),
    T(
        "Two: normalised gradient descent and Adam divide by the size of the gradient, so a small one moves them as far "
        "as a large one. The others step in proportion to a gradient that is nearly 0.",
        "两个：归一化梯度与 Adam 都除以梯度的大小，小梯度也能走同样远。其余两个的步长与几乎为 0 的梯度成正比。",
    ),
    ARRIVED,
)

PREDICTIONS: Mapping[str, Prediction] = {"": RAVINE, "ravine": RAVINE, "plateau": PLATEAU}
