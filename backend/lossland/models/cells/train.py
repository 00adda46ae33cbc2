"""The recipe of `cells`: BCCD, blood under the microscope, crowded and overlapping.

The few pictures are cut, mirrored and lit anew each time. Boxes without area, of which the set has two, are dropped.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch

from lossland.algorithms.vision.efficientnet_lite import EfficientNetLite0
from lossland.lab.text import T
from lossland.models.detecting import Detecting, Example
from lossland.models.training import About

STEPS, HELD_OUT = 1460, 5


class Cells(Detecting):
    """Trains on all pictures but every fifth, which tell the quality."""

    name = "cells"
    cut = 336, 448
    about = About(
        title=T("Blood cells", "血细胞"),
        data=T(
            "BCCD, 292 pictures under the microscope (training and validation part): Shenggan, images by cosmicad and "
            "akshaylamba. On features of EfficientNet-Lite0.",
            "BCCD，292 张显微镜图片（训练与验证部分）：Shenggan，图片来自 cosmicad 和 akshaylamba。建立在 EfficientNet-Lite0 的特征之上。",
        ),
        licence="MIT",
        measured=T(
            "every fifth picture, on which it was not trained",
            "每五张图片留出一张，训练时不用",
        ),
        architecture="GridDetector",
        classes=(T("red cell", "红细胞"), T("white cell", "白细胞"), T("platelet", "血小板")),
        size=(336, 448),
        threshold=0.4,
    )

    def __init__(
        self,
        trunk: EfficientNetLite0,
        examples: Sequence[Example],
        seed: int = 0,
        steps: int | None = None,
    ) -> None:
        order = torch.randperm(len(examples), generator=torch.Generator().manual_seed(0)).tolist()
        held_out = [examples[k] for k in order[::HELD_OUT]]
        seen = [examples[k] for i, k in enumerate(order) if i % HELD_OUT]
        super().__init__(trunk, seen, held_out, seed, steps or STEPS)
