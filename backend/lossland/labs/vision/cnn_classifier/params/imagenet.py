"""The parameters of the study `imagenet`: the picture, and what of the network's work on it is looked at."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from lossland.algorithms.vision.efficientnet_lite import STAGES
from lossland.fields.picture import Picture, picture_field
from lossland.lab import T, live
from lossland.labs.vision.cnn_classifier.params.study import StudyParams

MOST = 5
"""Classes that are told."""
WHEN: dict[str, Any] = {"when": {"study": ["imagenet"]}}


class ImageNetParams(StudyParams):
    """Controls of a network that has been trained on a million photographs."""

    photograph: Picture = picture_field(
        "cat",
        title=T("Photograph", "照片"),
        description=T(
            "What the network is shown: the largest square in its middle.", "给网络看的图片：取正中最大的正方形。"
        ),
        **WHEN,
    )
    answer: int = Field(
        1,
        ge=1,
        le=MOST,
        title=T("Answer looked at", "查看第几个答案"),
        description=T(
            "Of the five most probable classes: where does the network look for this one?",
            "五个最可能的类别之一：网络凭图中哪里认为是它？",
        ),
        json_schema_extra=live(**WHEN),
    )
    depth: int = Field(
        len(STAGES),
        ge=1,
        le=len(STAGES),
        title=T("Stage looked at", "查看第几阶段"),
        description=T(
            "Grad-CAM at the end of it: early stages answer for edges, late ones for things.",
            "该阶段末尾的 Grad-CAM：浅层对边缘有反应，深层对物体有反应。",
        ),
        json_schema_extra=live(**WHEN),
    )
