"""Held-out pictures with what is there and what the network says is there."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.datasets.faces import LANDMARKS
from lossland.lab import T
from lossland.lab.views.boxes import GONE, KEPT, REAL, Boxes
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.pictures.seen import Seen
from lossland.labs.vision.detection.pictures.sheet import Sheet, sheet

KINDS = (T("pedestrian", "行人"), T("car", "汽车"), T("motorcycle", "摩托车"))
SIDES = (T("left", "左侧"), T("right", "右侧"), T("middle", "中间"))
SIDE_OF = (0, 0, 1, 1, 2, 0, 1, 2)
"""Place of each landmark in `SIDES`."""
POINTS = (
    T("left eye, outer", "左眼外角"),
    T("left eye, inner", "左眼内角"),
    T("right eye, inner", "右眼内角"),
    T("right eye, outer", "右眼外角"),
    T("nose", "鼻尖"),
    T("mouth, left", "左嘴角"),
    T("mouth, right", "右嘴角"),
    T("chin", "下巴"),
)


def figure(p: DetectionParams) -> Boxes | None:
    """Of the study of one object."""
    if p.study != "single":
        return None
    if p.task == "object":
        return Boxes(
            title=T("Held-out pictures", "留出图片"),
            caption=T(
                "Dashed: where the thing is. Solid: what the network says, with p_c; faint where p_c < .5.",
                "虚线：物体的真实位置。实线：网络的输出及 p_c；p_c < .5 时变淡。",
            ),
            alt=T(
                "Streets with at most one thing, its box and the predicted one.", "至多一个物体的街景，真实框与预测框。"
            ),
            classes=KINDS,
            numbered=False,
        )
    return Boxes(
        title=T("Held-out faces", "留出人脸"),
        caption=T(
            "Ring: where a landmark is. Dot: what the network says, where it sees a face. The line is the error.",
            "圆环：关键点的真实位置。圆点：网络认为有脸时的输出。连线是误差。",
        ),
        alt=T("Faces with their landmarks and the predicted ones.", "人脸上的真实关键点与预测关键点。"),
        classes=SIDES,
        points=POINTS,
        numbered=False,
    )


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """The pictures of the sheet."""
    if seen.s.single is None:
        return None
    shown = sheet(seen.s.single, seen.p)
    return {"picture": shown.picture, **(objects(shown) if seen.p.task == "object" else landmarks(shown))}


def objects(shown: Sheet) -> dict[str, Tensor]:
    """The box that is said of each picture, and the real ones after them."""
    real, k = shown.real, len(shown.y)
    n = int(real.sum())
    states = torch.where(shown.sure, KEPT, GONE)
    labels = torch.cat([shown.y_hat[:, 5:].argmax(1), shown.y[real][:, 5:].argmax(1)])
    return {
        "boxes": torch.cat([shown.boxes(shown.y_hat), shown.boxes(shown.y)[real]]),
        "labels": labels.to(torch.int32),
        "scores": torch.cat([shown.y_hat[:, 0], torch.full((n,), torch.nan)]),
        "states": torch.cat([states, torch.full((n,), REAL)]).to(torch.uint8),
        "key": torch.arange(k + n, dtype=torch.int32),
    }


def landmarks(shown: Sheet) -> dict[str, Tensor]:
    """The landmarks that are said of pictures on which a face is seen, and where they are."""
    k, K = len(shown.y), len(LANDMARKS)
    said = torch.where(shown.sure[:, None, None], shown.points(shown.y_hat), torch.nan)  # (k, K, 2)
    return {
        "boxes": torch.zeros(0, 4),
        "points": said.flatten(0, 1),
        "aims": shown.points(shown.y).flatten(0, 1),
        "named": torch.arange(K, dtype=torch.int32).repeat(k),
        "point_labels": torch.tensor(SIDE_OF, dtype=torch.int32).repeat(k),
    }
