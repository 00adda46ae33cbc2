"""Presets of the study `own`."""

from __future__ import annotations

from lossland.lab import Preset, T

OWN = (
    Preset(
        "own",
        T("Your own classes", "自己的类别"),
        T(
            "Ninety pictures in three classes; or take some of yours with the camera. A softmax on fixed features learns them at once.",
            "三类共 90 张图片；也可用摄像头拍自己的。固定特征上的 softmax 一下子就学会。",
        ),
        {"study": "own"},
        view="own_wall",
    ),
    Preset(
        "own-neither",
        T("None of them (broken)", "哪一类都不是 (反例)"),
        T(
            "A wall of bricks is neither cat nor coffee nor rocket, but the softmax has to choose, and is sure of it.",
            "砖墙既不是猫和咖啡，也不是火箭，但 softmax 必须选一个，而且很有把握。",
        ),
        {"study": "own", "to_read": {"kind": "shipped", "name": "brick"}},
        view="own_read",
    ),
    Preset(
        "part",
        T("The last block learns too", "最后一块也训练"),
        T(
            "Digits are far from photographs: what the last block knows does not fit them, and it learns anew.",
            "数字与照片相差很远：最后一块的知识不适用，于是重新学习。",
        ),
        {"study": "own", "pictures": {"kind": "shipped", "name": "digits"}, "frozen": "part", "side": "96"},
        view="own_accuracy",
    ),
    Preset(
        "ways",
        T("Three ways compared", "三种方式比较"),
        T(
            "All, part or nothing frozen: three copies of the network learn twenty pictures of each digit from the same batches.",
            "全部、部分或不冻结：网络的三个副本用相同的小批量学习每个数字的二十张图片。",
        ),
        {
            "study": "own",
            "pictures": {"kind": "shipped", "name": "digits"},
            "per_class": 20,
            "frozen": "each",
            "side": "96",
        },
        view="own_ways",
    ),
)
