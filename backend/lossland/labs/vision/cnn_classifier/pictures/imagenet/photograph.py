"""The photograph, the five most probable of a thousand classes, and where the network looked for one of them."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Reading
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.params.imagenet import MOST
from lossland.labs.vision.cnn_classifier.studies.imagenet import ImageNetState


def figure(p: CnnClassifierParams) -> Reading:
    """With the names of ImageNet's classes."""
    return Reading(
        title=T("A photograph read", "识别照片"),
        caption=T(
            "Bright is what speaks for the answer that is looked at (Grad-CAM); click another answer to see what speaks for that.",
            "亮处支持所查看的答案 (Grad-CAM)；点击另一个答案，看图中哪里支持它。",
        ),
        alt=T("The photograph, brightest where it speaks for the answer.", "照片；支持该答案的地方最亮。"),
        model="imagenet",
        chosen="answer",
        most=MOST,
    )


def draw(s: ImageNetState) -> dict[str, Tensor]:
    """Picture, answers, and where they come from."""
    probabilities, classes = s.p.topk(MOST)
    return {
        "picture": (s.x * 255).round().to(torch.uint8).permute(1, 2, 0),
        "classes": classes.int(),
        "probabilities": probabilities,
        "heat": (s.heat * 255).round().to(torch.uint8),
    }
