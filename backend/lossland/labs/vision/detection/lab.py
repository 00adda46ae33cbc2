"""The face of the detection lab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import torch

from lossland.lab import Arrays, Lab, Metric, Pace, T, stills
from lossland.lab.pictures import arrays_of, figures_of
from lossland.lab.views import Figure
from lossland.labs.vision.detection.experiment import Detecting
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.pictures import VIEWS
from lossland.labs.vision.detection.pictures.grid import GRID
from lossland.labs.vision.detection.pictures.seen import Seen
from lossland.labs.vision.detection.presets import PREDICTIONS, PRESETS
from lossland.labs.vision.detection.state import State

GRID_TABS = tuple(name for name in GRID if name != "grid")
REGIONS, SINGLE, OBJECT, LANDMARKS = (
    {"study": ["regions"]},
    {"study": ["single"]},
    {"task": ["object"]},
    {"task": ["landmarks"]},
)


class Detection(Detecting, Lab[DetectionParams, State]):
    """What is where."""

    part = "vision"
    title = T("Detection", "目标检测")
    summary = T(
        "A detector offers dozens of boxes: step through threshold and suppression until each thing has one.",
        "检测器给出几十个框：逐步经过阈值与抑制，直到每个物体只剩一个。",
    )
    question = T("How do dozens of boxes become one for each thing?", "几十个框如何变成每个物体一个？")
    topics = (
        T("Non-maximum suppression", "非极大值抑制"),
        T("Intersection over union", "交并比"),
        T("Average precision", "平均精度"),
        T("Sliding window and convolutional form", "滑动窗口及其卷积形式"),
        T("Region proposals", "候选区域"),
        T("Grid, midpoints and anchors", "网格、中点与锚框"),
        T("Object localisation and its loss", "目标定位及其损失"),
        T("Landmark detection", "关键点检测"),
    )
    metrics: ClassVar[Mapping[str, Metric]] = {
        "kept": Metric(T("Kept for good", "确定保留"), headline=True, when={"study": ["suppression"]}),
        "left": Metric(T("Boxes left", "剩余框数"), headline=True, when={"study": ["suppression"]}),
        "whole": Metric(T("Convolution, millions", "卷积，百万次乘法"), headline=True, when={"study": ["window"]}),
        "crops": Metric(
            T("Crops so far, millions", "至此的裁剪，百万次乘法"), headline=True, when={"study": ["window"]}
        ),
        "apart": Metric(T("Largest difference", "最大差")),
        "iou": Metric(T("IoU", "交并比"), headline=True, when={"study": ["iou"]}),
        "proposals": Metric(T("Proposals", "候选区域数"), headline=True, when=REGIONS),
        "covered": Metric(
            T("Things held", "被框住的物体"),
            headline=True,
            percent=True,
            better="more",
            when={**REGIONS, "shown": ["scene"]},
        ),
        "test_loss": Metric(T("Test loss", "测试损失"), headline=True, when={"study": ["grid"]}),
        "lost": Metric(T("Objects without a place", "没有位置的物体"), headline=True, when={"study": ["grid"]}),
        "map": Metric(T("Test mAP@.5", "测试 mAP@.5"), headline=True, better="more", when={"study": ["grid"]}),
        "train_loss": Metric(T("Training loss", "训练损失")),
        "object": Metric(T("p_c", "p_c")),
        "box": Metric(T("box", "框")),
        "class": Metric(T("class", "类别")),
        "single_loss": Metric(T("Training loss", "训练损失"), better="less"),
        "single_held_loss": Metric(T("Held-out loss", "留出损失"), headline=True, better="less", when=SINGLE),
        "presence_right": Metric(T("Presence right", "有无判断正确"), percent=True),
        "class_right": Metric(
            T("Class right", "类别正确"), headline=True, percent=True, better="more", when={**SINGLE, **OBJECT}
        ),
        "box_iou": Metric(T("Mean IoU", "平均交并比"), headline=True, better="more", when={**SINGLE, **OBJECT}),
        "distance": Metric(
            T("Held-out distance, pixels", "留出距离，像素"), headline=True, better="less", when={**SINGLE, **LANDMARKS}
        ),
        "eyes_apart": Metric(
            T("Outer corners of the eyes apart", "两眼外角间距"), headline=True, when={**SINGLE, **LANDMARKS}
        ),
    }
    layout = (
        (
            ("suppression", "ways", "overlap", "slid", "merging", "grid", "single"),
            (
                "order",
                "methods",
                "curve",
                "quality",
                "fraction",
                "same",
                "cost",
                "proposals",
                "covered",
                *GRID_TABS,
                "numbers",
                "single_losses",
                "fit",
                "landmark_distance",
            ),
        ),
    )
    reel = stills(0, 1, 2, 3, 4, 5, 6, 7)
    drives = "stage"
    speed = 1.0
    top_speed = 8.0
    paces = (
        Pace(REGIONS, speed=8.0, top_speed=8.0),
        Pace(SINGLE, speed=20.0, top_speed=None),
        Pace({"study": ["grid"]}, speed=20.0, top_speed=None),
    )
    presets = PRESETS
    predictions = PREDICTIONS

    def figures(self, p: DetectionParams) -> dict[str, Figure]:
        return figures_of(VIEWS, p)

    @torch.no_grad()
    def draw(self, s: State, p: DetectionParams) -> dict[str, Arrays]:
        return arrays_of(VIEWS, Seen(s, p))
