"""A walk through a network without computing: on the meta device tensors have shapes and no numbers."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from itertools import groupby

import torch
from torch import Tensor, nn


@dataclass(frozen=True)
class Walked:
    """A layer, or several that are told as one."""

    name: str
    kind: str
    """"conv", "dense", "pool", "other"."""
    shape: tuple[int, ...]
    """Of what comes out, without the batch: (C, H, W) or (units,)."""
    parameters: int
    multiplications: int
    """Of one picture; those of convolutions and dense layers, which are nearly all."""
    activations: int
    """Numbers that come out of it, and of each layer in it."""


def layers_of(net: nn.Module, shape: tuple[int, ...]) -> list[Walked]:
    """Every layer that has no other in it, in the order in which a picture of `shape` (C, H, W) meets them."""
    net = copy.deepcopy(net).to("meta").eval()
    found: list[Walked] = []
    names = {module: name for name, module in net.named_modules()}

    def meet(module: nn.Module, _: tuple[Tensor, ...], out: Tensor) -> None:
        parameters = sum(weights.numel() for weights in module.parameters())
        size = tuple(out.shape[1:])
        found.append(
            Walked(names[module], kind_of(module), size, parameters, multiplications(module, out), out[0].numel())
        )

    for module in names:
        if not list(module.children()) and not isinstance(module, nn.ReLU | nn.Flatten | nn.Dropout | nn.Identity):
            module.register_forward_hook(meet)
    net(torch.empty(1, *shape, device="meta"))
    return found


def stages_of(net: nn.Module, shape: tuple[int, ...]) -> list[Walked]:
    """The same stage by stage: what belongs to a child of the network is told as one, with the shape it hands on."""
    net = copy.deepcopy(net).to("meta").eval()
    shapes: dict[str, tuple[int, ...]] = {}
    for name, child in net.named_children():
        child.register_forward_hook(lambda _, __, out, name=name: shapes.update({name: tuple(out.shape[1:])}))
    inner = layers_of(net, shape)
    found = []
    for stage, group in groupby(inner, lambda layer: layer.name.partition(".")[0]):
        layers = list(group)
        kinds = {layer.kind for layer in layers} - {"other"}
        kind = "conv" if "conv" in kinds else kinds.pop() if kinds else "other"
        totals = (
            sum(getattr(layer, of) for layer in layers) for of in ("parameters", "multiplications", "activations")
        )
        found.append((stage, kind, *totals))
    net(torch.empty(1, *shape, device="meta"))
    return [Walked(stage, kind, shapes[stage], *totals) for stage, kind, *totals in found]


def kind_of(module: nn.Module) -> str:
    """What a layer does."""
    if isinstance(module, nn.Conv2d):
        return "conv"
    if isinstance(module, nn.Linear):
        return "dense"
    pooling = (nn.MaxPool2d, nn.AvgPool2d, nn.AdaptiveAvgPool2d)
    return "pool" if isinstance(module, pooling) else "other"


def multiplications(module: nn.Module, out: Tensor) -> int:
    """H' W' C' f^2 C of a convolution, n n' of a dense layer."""
    if isinstance(module, nn.Conv2d):
        return out[0].numel() * module.weight[0].numel()
    return module.weight.numel() if isinstance(module, nn.Linear) else 0
