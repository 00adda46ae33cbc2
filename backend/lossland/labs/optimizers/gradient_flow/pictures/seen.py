"""What a picture of the gradient flow lab sees."""

from __future__ import annotations

from typing import NamedTuple

from lossland.labs.optimizers.gradient_flow.experiment import State
from lossland.labs.optimizers.gradient_flow.params import GradientFlowParams


class Seen(NamedTuple):
    """A state with the parameters in force."""

    s: State
    p: GradientFlowParams
