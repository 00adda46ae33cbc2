"""The presets of the detection lab, some that fail on purpose, and its predictions."""

from __future__ import annotations

from collections.abc import Mapping

from lossland.lab import Preset, T
from lossland.lab.teaching import Option, Prediction

PRESETS: tuple[Preset, ...] = (
    Preset(
        "stages",
        T("From many to few", "从多到少"),
        T("All boxes, the sure ones, then one keeper at a time.", "全部框、确信的框，然后每次一个保留框。"),
        {},
        view="suppression",
        speed=1.0,
    ),
    Preset(
        "no-suppression",
        T("Nothing is suppressed (broken)", "不做抑制 (反例)"),
        T("Boxes may overlap as they like: each thing is found many times.", "框可任意重叠：每个物体被检出多次。"),
        {"overlap": 1.0, "stage": 60},
        view="suppression",
    ),
    Preset(
        "too-strict",
        T("Neighbours vanish (broken)", "邻居消失 (反例)"),
        T(
            "Boxes may hardly overlap: things that stand side by side suppress each other.",
            "几乎不许重叠：并排的物体互相抑制。",
        ),
        {"overlap": 0.0, "stage": 60, "objects": True},
        view="suppression",
    ),
    Preset(
        "classes-mixed",
        T("Classes mixed (broken)", "各类混在一起 (反例)"),
        T(
            "One list for all classes: a surer thing of another class suppresses.",
            "所有类放在一起：更确信的别类物体也会抑制。",
        ),
        {"apart": False, "overlap": 0.05, "stage": 60},
        view="suppression",
    ),
    Preset(
        "crowd",
        T("Crowded: greedy loses one", "拥挤：贪心丢了一个"),
        T(
            "Two pedestrians, one in front of the other: greedy suppression drops the front one, soft suppression keeps both.",
            "两个行人一前一后：贪心抑制去掉了前面的人，软抑制两人都保留。",
        ),
        {"shown": {"kind": "scene", "number": 6192, "things": 5}, "overlap": 0.3, "least": 0.4},
        view="ways",
    ),
    Preset(
        "corner",
        T("A corner shared: 1/7", "共用一角：1/7"),
        T("(0,0,2,2) and (1,1,3,3).", "(0,0,2,2) 与 (1,1,3,3)。"),
        {"study": "iou"},
        view="overlap",
        speed=4.0,
    ),
    Preset(
        "half",
        T("Half shared: 1/3", "共用一半：1/3"),
        T(
            "(0,0,2,2) and (1,0,3,2): half of each, a third of both.",
            "(0,0,2,2) 与 (1,0,3,2)：各占一半，合起来占三分之一。",
        ),
        {"study": "iou", "b": [1, 0, 3, 2]},
        view="overlap",
        speed=4.0,
    ),
    Preset(
        "no-slope",
        T("Apart: no slope (broken)", "分离：没有坡度 (反例)"),
        T(
            "IoU is 0 all around: descent on 1 − IoU does not move box B.",
            "周围的交并比都是 0：沿 1 − IoU 下降，框 B 不动。",
        ),
        {"study": "iou", "b": [4, 2, 6, 4]},
        view="overlap",
        speed=8.0,
    ),
    Preset(
        "finds-its-way",
        T("Apart, with CIoU", "分离，用 CIoU"),
        T("The distance of the midpoints gives a slope everywhere.", "中心距离使处处都有坡度。"),
        {"study": "iou", "b": [4, 2, 6, 4], "descent": "ciou"},
        view="overlap",
        speed=8.0,
    ),
    Preset(
        "four-crops",
        T("Four crops at once", "一次得到四个裁剪"),
        T(
            "16×16 pixels: the four crops of 14×14, and the 2×2 map that a convolution makes of the whole.",
            "16×16 像素：四个 14×14 的裁剪，以及卷积对整幅图给出的 2×2 图。",
        ),
        {"study": "window", "side": 16},
        view="same",
        speed=1.0,
    ),
    Preset(
        "window",
        T("A window slides", "滑动窗口"),
        T(
            "28×28 pixels: 64 crops one after another, or one convolution.",
            "28×28 像素：64 个裁剪逐个计算，或一次卷积。",
        ),
        {"study": "window"},
        view="slid",
        speed=8.0,
    ),
    Preset(
        "regions",
        T("Regions merge (selective search)", "区域合并 (选择性搜索)"),
        T(
            "Patches that are alike merge until a box around one holds a thing: where, not what.",
            "相似的色块不断合并，直到某一块的框围住一个物体：只说在哪里，不说是什么。",
        ),
        {"study": "regions", "shown": {"kind": "scene", "number": 2, "things": 5}},
        view="merging",
        speed=8.0,
    ),
    Preset(
        "grid",
        T("A grid that learns (3×3×16)", "学习中的网格 (3×3×16)"),
        T(
            "Two anchors with 8 numbers in each of 3×3 cells, trained live. A car and a pedestrian share a cell.",
            "3×3 个格子，每格两个锚框各 8 个数，实时训练。一辆车和一个行人同在一格。",
        ),
        {"study": "grid"},
        view="cell",
        speed=20.0,
    ),
    Preset(
        "one-anchor",
        T("One anchor (broken)", "一个锚框 (反例)"),
        T(
            "The same scene with one anchor: the cell has one place for two objects.",
            "同一场景只用一个锚框：一格只有一个位置，却有两个物体。",
        ),
        {"study": "grid", "anchors": "one"},
        view="cell",
        speed=20.0,
    ),
    Preset(
        "one-shape",
        T("Two of one shape in a cell (broken)", "一格两个同形物体 (反例)"),
        T(
            "Two pedestrians have their midpoints in one cell, and both want the tall anchor.",
            "两个行人的中点在同一格，都要高锚框。",
        ),
        {"study": "grid", "number": 19},
        view="shapes",
        speed=20.0,
    ),
    Preset(
        "three-in-a-cell",
        T("Three in a cell (broken)", "一格三个物体 (反例)"),
        T("Two anchors, three objects: one has no place.", "两个锚框，三个物体：有一个没有位置。"),
        {"study": "grid", "most": 6, "of": "learned", "number": 4, "cell": [2, 2]},
        view="cell",
        speed=20.0,
    ),
    Preset(
        "finer",
        T("A finer grid (5×5×16)", "更细的网格 (5×5×16)"),
        T(
            "Smaller cells: midpoints are found more exactly, and fewer objects share one.",
            "格子更小：中点更准，同格的物体更少。",
        ),
        {"study": "grid", "cells": 5, "cell": [3, 5]},
        view="precision",
        speed=20.0,
    ),
    Preset(
        "one-object",
        T("One object or none", "一个物体或没有"),
        T(
            "A network learns p_c, the box and the class; where nothing is there, only p_c counts.",
            "网络学习 p_c、框与类别；没有物体时只计 p_c。",
        ),
        {"study": "single"},
        view="numbers",
    ),
    Preset(
        "as-zeros",
        T("“?” counted as 0 (broken)", "把“?”当作 0 (反例)"),
        T(
            "Empty streets ask for a box of size 0: boxes learn more slowly and fit less.",
            "空街道要求大小为 0 的框：框学得更慢，也更不准。",
        ),
        {"study": "single", "as_zeros": True},
        view="numbers",
    ),
    Preset(
        "landmarks",
        T("Landmarks of a face", "人脸关键点"),
        T("Eight points, each the same one in every picture.", "八个点，每个点在所有图片中都是同一个。"),
        {"study": "single", "task": "landmarks"},
        view="numbers",
    ),
    Preset(
        "sides-swapped",
        T("Left and right swapped (broken)", "左右互换 (反例)"),
        T(
            "In half of the labels left and right have each other's names: the mean of both is learned.",
            "一半标签中左右互换名称：学到的是两者的平均。",
        ),
        {"study": "single", "task": "landmarks", "swapped": True},
        view="numbers",
    ),
)

PREDICTIONS: Mapping[str, Prediction] = {
    "": Prediction(
        T(
            "20 boxes have a score of at least .6. How many stay when each has been compared?",
            "有 20 个框的置信度不低于 .6。全部比较之后还剩几个？",
        ),
        "kept",
        8,
        (
            Option(T("more than 12", "12 个以上"), 12.5),
            Option(T("6 to 12", "6 到 12 个"), 5.5),
            Option(T("5 or fewer", "5 个或更少"), 0.0),
        ),
        T(
            "Boxes on one thing overlap by more than half: of each crowd the surest stays.",
            "同一物体上的框重叠过半：每一群中只留最确信的一个。",
        ),
        T("{value} boxes were kept at step {step} of {steps}.", "在 {steps} 步中的第 {step} 步，保留了 {value} 个框。"),
    ),
    "grid": Prediction(
        T(
            "Each pedestrian, car and motorcycle of 40 scenes is shown to the head, with 9 shifts and mirrored. What mAP@.5 does it "
            "reach on other scenes?",
            "给检测头看 40 幅街景中的每个行人、汽车与摩托车，并加上镜像和 9 种平移。它在别的街景上能达到多大的 mAP@.5？",
        ),
        "map",
        150,
        (
            Option(T("more than .8", ".8 以上"), 0.8),
            Option(T(".4 to .8", ".4 到 .8"), 0.4),
            Option(T("less than .4", "不到 .4"), 0.0),
        ),
        T(
            "Frozen features know what a car looks like, but 66 objects are few to learn where its edges are: cells are wide, and "
            "a thin pedestrian's box misses an IoU of .5 by a small shift.",
            "冻结的特征认得出汽车，但要学会边界在哪里，66 个物体太少：格子很宽，瘦长的行人框稍有偏移，交并比就不到 .5。",
        ),
        T(
            "mAP@.5 was at most {value}, at step {step} of {steps}.",
            "在 {steps} 步之内，mAP@.5 最高为 {value}，在第 {step} 步。",
        ),
    ),
    "one-object": Prediction(
        T(
            "What mean IoU do the boxes reach on pictures that were never learned from?",
            "在从未学过的图片上，框的平均交并比能达到多少？",
        ),
        "box_iou",
        1500,
        (
            Option(T("above .75", "高于 .75"), 0.75),
            Option(T(".45 to .75", ".45 到 .75"), 0.45),
            Option(T("below .45", "低于 .45"), 0.0),
        ),
        T(
            "The class is soon right, but a box that is two pixels off on each side of a small thing has lost a third.",
            "类别很快就对了，但小物体的框每边偏两个像素，就失去三分之一。",
        ),
        T("The highest mean IoU in {steps} updates was {value}.", "{steps} 次更新中最高的平均交并比为 {value}。"),
    ),
    "sides-swapped": Prediction(
        T(
            "The outer corners of the eyes are 18 pixels apart. How far apart are they in the answers?",
            "两眼外角相距 18 像素。网络输出的二者相距多远？",
        ),
        "eyes_apart",
        1000,
        (
            Option(T("more than 12 pixels", "12 像素以上"), 12.0),
            Option(T("6 to 12 pixels", "6 到 12 像素"), 6.0),
            Option(T("less than 6: in the middle of the face", "不到 6：在脸的中间"), 0.0),
        ),
        T(
            "The squared error is least at the mean of what is asked for: half of the left corner, half of the right one.",
            "平方误差在所要求的值的平均处最小：一半左角，一半右角。",
        ),
        T("They were at most {value} pixels apart in {steps} updates.", "{steps} 次更新中二者最多相距 {value} 像素。"),
    ),
}
