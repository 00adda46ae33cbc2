"""A network that learns by Adam, its gradient clipped."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from lossland.algorithms.sequences.recurrent_cells import GATES, Kind
from lossland.algorithms.sequences.recurrent_net import RecurrentNet, Shape
from lossland.labs.sequences.recurrent.params import RecurrentParams


@dataclass
class Learner:
    """A network that learns."""

    net: RecurrentNet
    optimizer: torch.optim.Optimizer

    def update(self, cost: Tensor, p: RecurrentParams) -> Tensor:
        """One update; 0-d, the norm of the gradient before it is clipped."""
        self.optimizer.zero_grad()
        torch.autograd.backward(cost)
        norm = torch.nn.utils.clip_grad_norm_(self.net.parameters(), p.clip or torch.inf)
        for group in self.optimizer.param_groups:
            group["lr"] = p.rate
        self.optimizer.step()
        return norm


def new_learner(kind: Kind, shape: Shape, seed: int, rate: float, device: torch.device) -> Learner:
    """Before the first update; the global generator is left as it was."""
    with torch.random.fork_rng([]):
        torch.manual_seed(seed)
        net = RecurrentNet(kind, shape).to(device)
    return Learner(net, torch.optim.Adam(net.parameters(), lr=rate))


def side_by_side(shape: Shape, p: RecurrentParams, rng: torch.Generator, device: torch.device) -> dict[str, Learner]:
    """RNN, GRU and LSTM of one shape, by name."""
    seed = int(torch.randint(2**31, (), generator=rng))
    return {kind: new_learner(kind, shape, seed, p.rate, device) for kind in GATES}
