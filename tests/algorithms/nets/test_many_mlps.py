"""Many perceptrons at once: every row is the network that `torch.nn` makes of its numbers."""

from __future__ import annotations

from itertools import pairwise

import pytest
import torch
from torch import nn

from lossland.algorithms.nets.many_mlps import backward_all, forward_all, new_stack, softmax_losses

MODULES = {"tanh": nn.Tanh, "relu": nn.ReLU, "sigmoid": nn.Sigmoid}


@pytest.mark.parametrize("activation", MODULES)
@pytest.mark.parametrize("sizes", [(3, 4), (3, 7, 4), (3, 6, 5, 4)])
def test_losses_and_gradients_of_every_row_are_autograds(activation: str, sizes: tuple[int, ...]) -> None:
    rng = torch.Generator().manual_seed(1)
    nets = new_stack(5, sizes, activation, torch.device("cpu"))
    nets.theta.copy_(torch.randn(nets.theta.shape, generator=rng))
    x, label = torch.randn(3, 8, generator=rng), torch.randint(0, 4, (8,), generator=rng)
    seen = forward_all(nets, x)
    losses, df = softmax_losses(seen[-1].z, nn.functional.one_hot(label, 4).T.float())
    backward_all(nets, seen, df)
    for row in range(5):
        layers: list[nn.Module] = []
        for inputs, units in pairwise(sizes):
            layers += [nn.Linear(inputs, units), MODULES[activation]()]
        model = nn.Sequential(*layers[:-1])
        nn.utils.vector_to_parameters(nets.theta[row], model.parameters())
        loss = nn.functional.cross_entropy(model(x.T), label)
        loss.backward()  # type: ignore[no-untyped-call]
        gradient = torch.cat([w.grad.flatten() for w in model.parameters() if w.grad is not None])
        torch.testing.assert_close(losses[row], loss.detach())
        torch.testing.assert_close(nets.gradient[row], gradient, rtol=1e-4, atol=1e-6)


def test_rows_do_not_touch_each_other() -> None:
    nets = new_stack(3, (2, 4, 2), "tanh", torch.device("cpu"))
    nets.theta.copy_(torch.randn(nets.theta.shape, generator=torch.Generator().manual_seed(0)))
    x, y = torch.randn(2, 6, generator=torch.Generator().manual_seed(1)), torch.eye(2).repeat(1, 3)
    before = softmax_losses(forward_all(nets, x)[-1].z, y)[0]
    nets.theta[1] += 1
    after = softmax_losses(forward_all(nets, x)[-1].z, y)[0]
    assert torch.equal(before[[0, 2]], after[[0, 2]])
    assert before[1] != after[1]
