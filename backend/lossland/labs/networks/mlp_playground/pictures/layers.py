"""The names of the playground's layers and units."""

from __future__ import annotations

from lossland.fields.classification import class_names
from lossland.fields.network import FUNCTIONS
from lossland.lab import T
from lossland.lab.views import Layer
from lossland.labs.networks.mlp_playground.experiment import architecture_of
from lossland.labs.networks.mlp_playground.params import MlpPlaygroundParams


def layers_of(p: MlpPlaygroundParams) -> tuple[Layer, ...]:
    """Columns of the network with the names of their units."""
    architecture = architecture_of(p)
    sizes, last = architecture.sizes, len(architecture.sizes) - 1
    layers = [Layer(title=T("Inputs", "输入"), units=p.features.symbols())]
    for i, name in enumerate(architecture.activations, 1):
        units = tuple(T(f"layer {i}, unit {j + 1}", f"第 {i} 层第 {j + 1} 个") for j in range(sizes[i]))
        layers.append(Layer(title=T(f"Layer {i}", f"第 {i} 层"), units=units, activation=str(FUNCTIONS[name])))
    names = class_names(p.data)
    outputs = names if sizes[last] > 1 else (T(f"is it {names[1]}?", f"是{names[1].zh}吗？"),)
    layers.append(
        Layer(title=T("Output", "输出"), units=outputs, activation="softmax" if sizes[last] > 1 else "sigmoid")
    )
    return tuple(layers)


def titles_of(p: MlpPlaygroundParams) -> tuple[T, ...]:
    """Of the layers 1 ... L."""
    return tuple(layer.title for layer in layers_of(p)[1:])
