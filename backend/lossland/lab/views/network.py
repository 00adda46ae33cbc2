"""Layers, weights and units."""

from __future__ import annotations

from typing import Literal

from lossland.lab.text import T
from lossland.lab.views.base import Model, View


class Layer(Model):
    """A column of a `Network`: its name and the names of its units, in order."""

    title: T
    units: tuple[T, ...]
    activation: str = ""


class Network(View):
    """Layers from left to right, weights as ribbons, a small map in each unit.

    Frame: `w1` ... `wL` f4 (units, units of the layer before), `b1` ... `bL` f4 (units,), `maps` u1 (all units of all
    layers in order, 32, 32) 0 to 255 as in a diverging `Field`, `state` u1 (all units,): 1 dead, 2 saturated. While a
    parameter is held: `grip` i4 (3,), its layer, unit and input (-1 is the bias), and `force` f4 (1,), the negative
    gradient there, of the weights shown.
    """

    kind: Literal["network"] = "network"
    layers: tuple[Layer, ...]
    weight_action: str | None = None
    """Action with `layer` (from 1), `unit`, `input`, `value`: a ribbon was dragged or a weight typed. `held` keeps it there
    while training goes on."""
    bias_action: str | None = None
    """Action with `layer` (from 1), `unit`, `value`, `held`."""
    focus: str | None = None
    """View parameter that holds the unit looked at, counted over all layers; -1 is none."""
