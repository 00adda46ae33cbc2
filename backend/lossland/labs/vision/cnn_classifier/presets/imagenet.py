"""Presets of the study `imagenet`."""

from __future__ import annotations

from typing import Any

from lossland.lab import Preset, T


def _of(photograph: str, **more: Any) -> dict[str, Any]:
    return {"study": "imagenet", "photograph": {"kind": "shipped", "name": photograph}, **more}


IMAGENET = (
    Preset(
        "imagenet",
        T("A thousand classes", "一千个类别"),
        T(
            "A photograph, five answers, and where the network looked; then hold something before the camera.",
            "一张照片、五个答案，以及网络看了哪里；然后把东西举到摄像头前。",
        ),
        _of("cat"),
        view="photograph",
    ),
    Preset(
        "imagenet-coffee",
        T("Espresso, or the cup?", "是咖啡，还是杯子？"),
        T(
            "One picture, several right answers: click them and see what each looks at.",
            "一张图，多个正确答案：逐个点击，看各自凭什么。",
        ),
        _of("coffee"),
        view="photograph",
    ),
    Preset(
        "imagenet-retina",
        T("What it has no word for (broken)", "它没有名称的东西 (反例)"),
        T(
            "No class of the thousand is an eye's ground: the best answer is wrong, and none is sure.",
            "一千类中没有眼底图：最好的答案也是错的，而且没有一个有把握。",
        ),
        _of("retina"),
        view="photograph",
    ),
    Preset(
        "imagenet-stages",
        T("From edges to things", "从边缘到物体"),
        T("What each stage keeps of the picture.", "每个阶段保留了图中的什么。"),
        _of("astronaut"),
        view="stages",
    ),
)
