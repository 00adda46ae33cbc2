"""The views of the activation functions lab."""

from __future__ import annotations

from lossland.lab.pictures import Picture
from lossland.labs.networks.activations.experiment import State
from lossland.labs.networks.activations.params import ActivationsParams
from lossland.labs.networks.activations.pictures import chain, curve, forward

VIEWS: dict[str, Picture[ActivationsParams, State]] = {"curve": curve, "chain": chain, "forward": forward}
