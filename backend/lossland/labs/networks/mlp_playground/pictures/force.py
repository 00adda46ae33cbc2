"""The force on a parameter that a hand holds."""

from __future__ import annotations

from torch import Tensor

from lossland.algorithms.nets.losses import loss_and_slope
from lossland.algorithms.nets.mlp import backward, forward, new_network, penalise
from lossland.labs.networks.mlp_playground.experiment import State, place_of
from lossland.labs.networks.mlp_playground.params import MlpPlaygroundParams


def force(s: State, p: MlpPlaygroundParams) -> Tensor:
    """-dL/dw of the parameter that is held, at the weights as they are, over all training points. 0-d."""
    net = new_network(s.net.architecture, s.net.theta.device)  # the gradient of the last update stays what it was
    for name in ("theta", "mean", "variance"):
        getattr(net, name).copy_(getattr(s.net, name))
    passes = forward(net, s.x, p.form)
    backward(net, passes, loss_and_slope(p.loss, passes[-1].z, s.y)[1])
    penalise(net, p.l1, 0.0 if p.optimizer == "adamw" else p.l2, p.form)
    return -place_of(net.slopes, s.grip)
