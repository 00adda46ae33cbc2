"""The decision map: the network's answer over the plane, or one unit's values, with the points on it."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.fields.classification import axis_titles, class_names
from lossland.lab import T
from lossland.lab.views import Axis, Field, Gesture
from lossland.labs.networks.mlp_playground.params import MlpPlaygroundParams
from lossland.labs.networks.mlp_playground.pictures.layers import layers_of
from lossland.labs.networks.mlp_playground.pictures.seen import ABOVE, FINE, SIDE, TALL, WIDE, Seen, bytes_of


def draw(seen: Seen) -> dict[str, Tensor]:
    """The answer over the plane, before it one unit's values where they are asked for, and all points."""
    s, p, answer = seen.s, seen.p, seen.answer
    focused = 0 <= p.focus < sum(s.net.architecture.sizes)
    if len(answer) > 1:
        best, winner = torch.nan_to_num(answer).max(0)
        sure = (best - 1 / len(answer)) / (1 - 1 / len(answer))  # 0 when all classes are as likely
        arrays = {"map": winner, "sure": bytes_of(torch.ones_like(sure) if p.discretise else 2 * sure - 1)}
    else:
        arrays = {"map": toned(seen.maps[-1][0], p)}
    if focused:
        arrays["unit.map"] = toned(torch.cat(seen.maps)[p.focus], p)
    arrays = {name: array.to(torch.uint8).reshape(FINE + 2 * ABOVE, -1) for name, array in arrays.items()}
    if not p.discretise:
        if len(answer) == 1:
            arrays["range"] = torch.tensor([0.0, 1.0])
        if focused:
            arrays["unit.range"] = seen.range(p.focus)
    arrays |= {
        "points.x": s.points[:, 0],
        "points.y": s.points[:, 1],
        "points.label": s.label.to(torch.uint8),
        "points.held": s.held.to(torch.uint8),
        "shown": torch.tensor([p.focus + 1 if focused else 0], dtype=torch.int32),
    }
    if s.images is not None:
        arrays["points.key"] = s.key.to(torch.int32)
    return arrays


def toned(values: Tensor, p: MlpPlaygroundParams) -> Tensor:
    """Values from -1 to 1 as bytes, or only their signs."""
    return bytes_of(values.sign() if p.discretise else values)


def figure(p: MlpPlaygroundParams) -> Field:
    """The decision map with its points."""
    x1, x2 = axis_titles(p.data)
    names = class_names(p.data)
    return Field(
        title=T("What the network answers", "网络的判别"),
        caption=T(
            "Colour: the likelier class, stronger where the network is surer. Filled points train, hollow ones are held "
            "out. Click to add a point, drag to move it.",
            "颜色表示更可能的类别，越深越有把握。实心点用于训练，空心点为验证集。点击可添加数据点，拖动可移动。",
        ),
        alt=T(
            "Map of the network's answer over the plane with the training and validation points on it.",
            "网络在平面上的判别图，以及训练点与验证点。",
        ),
        linked="point" if p.data.kind == "digits" else None,
        x=Axis(title=x1, low=-SIDE, high=SIDE),
        y=Axis(title=x2, low=-SIDE, high=SIDE),
        wide=WIDE,
        tall=TALL,
        scale="diverging" if len(names) == 2 else "classes",
        classes=names,
        subjects=(T("the network's answer", "网络的判别"), *(unit for layer in layers_of(p) for unit in layer.units)),
        pen="pen",
        gestures=(
            Gesture(on="click", action="add_point", x="x", y="y", hint=T("Click to add a point", "点击添加数据点")),
            Gesture(
                on="drag",
                action="move_point",
                trace="points",
                x="x",
                y="y",
                index="index",
                hint=T("Drag a point", "拖动数据点"),
            ),
            Gesture(
                on="remove",
                action="remove_point",
                trace="points",
                index="index",
                hint=T("Remove a point", "删除数据点"),
            ),
        ),
    )
