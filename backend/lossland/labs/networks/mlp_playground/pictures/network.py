"""The network, with a map in each unit and its weights as ribbons."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Network
from lossland.labs.networks.mlp_playground.params import MlpPlaygroundParams
from lossland.labs.networks.mlp_playground.pictures.force import force
from lossland.labs.networks.mlp_playground.pictures.layers import layers_of
from lossland.labs.networks.mlp_playground.pictures.seen import Seen, bytes_of, square


def draw(seen: Seen) -> dict[str, Tensor]:
    """Weights, biases, every unit's map, and which units are dead or saturated."""
    s = seen.s
    small = torch.cat([square(layer)[:, 1::3, 1::3] for layer in seen.maps])  # (units, COARSE, COARSE)
    sizes = s.net.architecture.sizes
    idle = [torch.zeros(n, dtype=torch.uint8, device=s.points.device) for n in (sizes[0], sizes[-1])]
    arrays = {
        "maps": bytes_of(small),
        "state": torch.cat([idle[0], *(layer.state for layer in seen.hidden), idle[1]]),
    }
    for i, layer in enumerate(s.net.layers, 1):
        arrays[f"w{i}"], arrays[f"b{i}"] = layer.W, layer.b[:, 0]
    if s.grip:
        arrays["grip"] = torch.tensor(s.grip, dtype=torch.int32)
        arrays["force"] = force(s, seen.p)[None]
    return arrays


def figure(p: MlpPlaygroundParams) -> Network:
    """The network with the map of every unit."""
    return Network(
        title=T("Inside the network", "网络内部"),
        caption=T(
            "Each unit shows its own map of the plane; a ribbon is a weight, wide where it is large. Drag a ribbon: this "
            "unit and all behind it bend. A cross marks a dead unit, a ring a saturated one.",
            "每个神经元显示自己的平面图；连线表示权重，越粗绝对值越大。拖动连线，该神经元及其后的一切随之弯曲。"
            "叉号表示死亡神经元，圆环表示饱和神经元。",
        ),
        alt=T(
            "Layers from left to right, weights as ribbons between them, and in each unit a map of its values.",
            "从左到右的各层，层间连线为权重，每个神经元中是其取值图。",
        ),
        layers=layers_of(p),
        weight_action="set_weight",
        bias_action="set_bias",
        focus="focus",
    )
