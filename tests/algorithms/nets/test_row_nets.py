"""Networks as rows of one tensor: they are the networks of torch.nn, and no row knows of the others."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
import torch
from torch import Tensor, nn

from lossland.algorithms.nets.row_nets import (
    Net,
    Samples,
    filters,
    gradient,
    initial,
    loss_and_accuracy,
    outputs,
    parts,
    size,
)
from lossland.algorithms.optimizers.row_training import advance, draw_batches, new_walk, rule_for
from lossland.algorithms.optimizers.rule import Rates

NETS = [
    Net("mlp", 3, 5, 1, 2),
    Net("mlp", 3, 5, 4, 3),
    Net("mlp", 3, 5, 3, 3, batch_norm=True),
    Net("cnn", 64, 3, 3, 10),
    Net("cnn", 64, 3, 3, 10, batch_norm=True),
]
every_net = pytest.mark.parametrize("net", NETS, ids=lambda net: f"{net.kind}-{net.depth}-{net.batch_norm}")


def samples(net: Net, n: int, seed: int = 0) -> Samples:
    rng = torch.Generator().manual_seed(seed)
    label = torch.randint(net.outputs, (n,), generator=rng)
    y = nn.functional.one_hot(label, net.outputs).T.float()
    return Samples(torch.randn(net.inputs, n, generator=rng), y, torch.full((n,), 1 / n))


class Module(nn.Module):
    """The same network written with torch.nn."""

    def __init__(self, net: Net, skip: bool) -> None:
        super().__init__()
        self.net, self.skip = net, skip
        wide = [net.inputs] + [net.units] * net.depth
        if net.kind == "mlp":
            layers: list[nn.Module] = [nn.Linear(a, b) for a, b in pairwise(wide)]
            norms: list[nn.Module] = [nn.BatchNorm1d(net.units) for _ in layers]
        else:
            layers = [nn.Conv2d(1, net.units, 3, 2, 1)]
            layers += [nn.Conv2d(net.units, net.units, 3, 1, 1) for _ in range(net.depth - 1)]
            norms = [nn.BatchNorm2d(net.units) for _ in layers]
        self.layers, self.norms = nn.ModuleList(layers), nn.ModuleList(norms)
        self.last = nn.Linear(net.units * (16 if net.kind == "cnn" else 1), net.outputs)

    def take(self, theta: Tensor) -> Module:
        places = zip(parts(self.net), [*self.layers, self.last], [*self.norms, None], strict=True)
        with torch.no_grad():
            for part, layer, norm in places:
                layer.weight.copy_(theta[part.begin : part.bias].view_as(layer.weight))
                b = theta[part.bias : part.bias + part.filters]
                layer.bias.copy_(b)
                if norm is not None and part.normed:
                    norm.bias.copy_(b)
                    norm.weight.copy_(theta[part.bias + part.filters : part.end])
        return self

    def forward(self, x: Tensor) -> Tensor:
        h = x if self.net.kind == "mlp" else x.view(-1, 1, 8, 8)
        for index, (layer, norm) in enumerate(zip(self.layers, self.norms, strict=True)):
            z = layer(h)
            a = (norm(z) if self.net.batch_norm else z).relu()
            h = (h + a) / math.sqrt(2) if self.skip and index else a
        out: Tensor = self.last(h.flatten(1))
        return out


@every_net
@pytest.mark.parametrize("skip", [False, True])
def test_every_row_is_the_network_of_torch_nn(net: Net, skip: bool) -> None:
    rng = torch.Generator().manual_seed(1)
    theta = torch.stack([initial(net, rng) + 0.1 * torch.randn(size(net), generator=rng) for _ in range(3)])
    data = samples(net, 20)
    f = outputs(net, theta, data, skip)
    loss, accuracy = loss_and_accuracy(f, data)
    label = data.y.argmax(0)
    for row in range(3):
        expected = Module(net, skip).take(theta[row])(data.x.T)
        torch.testing.assert_close(f[row].T, expected, rtol=1e-4, atol=1e-5)
        torch.testing.assert_close(loss[row], nn.functional.cross_entropy(expected, label), rtol=1e-5, atol=1e-5)
        assert float(accuracy[row]) == pytest.approx(float((expected.argmax(1) == label).float().mean()))


@pytest.mark.parametrize("scale", [1.0, 30.0, 1000.0])
@pytest.mark.parametrize("classes", [2, 5])
def test_loss_and_slope_of_outputs_far_apart(scale: float, classes: int) -> None:
    """Against double precision, where the exponentials of all classes but one underflow too."""
    rng = torch.Generator().manual_seed(0)
    f = scale * torch.randn(3, classes, 40, generator=rng)
    label = torch.randint(classes, (40,), generator=rng)
    data = Samples(torch.zeros(1, 40), nn.functional.one_hot(label, classes).T.float(), torch.full((40,), 1 / 40))
    found = f.clone().requires_grad_()
    loss, _ = loss_and_accuracy(found, data)
    (slope,) = torch.autograd.grad(loss.sum(), found)
    exact = f.double().requires_grad_()
    expected = nn.functional.cross_entropy(exact, label.expand(3, -1), reduction="none").mean(1)
    torch.testing.assert_close(loss.double(), expected, rtol=1e-6, atol=1e-7)
    torch.testing.assert_close(slope.double(), torch.autograd.grad(expected.sum(), exact)[0], rtol=1e-4, atol=1e-8)


@every_net
def test_rows_of_plain_and_residual_networks_go_together(net: Net) -> None:
    rng = torch.Generator().manual_seed(2)
    theta = torch.stack([initial(net, rng)] * 2)
    data = samples(net, 12)
    mixed = outputs(net, theta, data, torch.tensor([0.0, 1.0]))
    torch.testing.assert_close(mixed[:1], outputs(net, theta[:1], data, False))
    torch.testing.assert_close(mixed[1:], outputs(net, theta[:1], data, True))


def test_counts_of_the_lesson() -> None:
    assert size(Net("mlp", 2, 16, 2, 2)) == 48 + 272 + 34 == 354
    assert sum(rows * n for _, rows, n in filters(Net("mlp", 2, 16, 2, 2))) == 354 - 34
    cnn = Net("cnn", 64, 4, 3, 10)
    assert size(cnn) == sum(p.numel() for name, p in Module(cnn, False).named_parameters() if "norms" not in name)


def test_a_sample_of_no_weight_is_answered_but_changes_nothing() -> None:
    net = Net("mlp", 3, 5, 2, 3, batch_norm=True)
    theta, data, more = initial(net, torch.Generator().manual_seed(0))[None], samples(net, 10), samples(net, 6, 1)
    both = Samples(torch.cat([data.x, more.x], 1), torch.cat([data.y, more.y], 1), torch.cat([data.w, torch.zeros(6)]))
    f = outputs(net, theta, both, False)
    assert f.shape == (1, 3, 16)
    torch.testing.assert_close(f[:, :, :10], outputs(net, theta, data, False))
    for one, other in zip(gradient(net, theta, both, False), gradient(net, theta, data, False), strict=True):
        torch.testing.assert_close(one, other)


def test_a_network_that_says_the_same_of_all_is_never_right() -> None:
    net = Net("mlp", 3, 5, 1, 4)
    data = samples(net, 10)
    loss, accuracy = loss_and_accuracy(outputs(net, torch.zeros(1, size(net)), data, False), data)
    assert float(loss) == pytest.approx(math.log(4))
    assert float(accuracy) == 0


RATES = [
    Rates("adam", "course", 0.02, 0.9, 0.99),
    Rates("sgd", "course", 0.3, 0.9, 0.99),
    Rates("nesterov", "course", 0.1, 0.9, 0.99),
]


@every_net
def test_rows_train_as_if_alone(net: Net) -> None:
    data = samples(net, 40)
    begin = initial(net, torch.Generator().manual_seed(3))
    sizes, seeds, skips = [8, 16, 40], [5, 6, 7], torch.tensor([0.0, 1.0, 0.0])

    def trained(rows: list[int]) -> Tensor:
        walk = new_walk(begin.expand(len(rows), -1), [seeds[i] for i in rows])
        rule = rule_for([RATES[i] for i in rows], walk.theta)
        for _ in range(6):
            batch = draw_batches(walk, data.x, data.y, [sizes[i] for i in rows])
            advance(walk, net, batch, rule, skips[rows])
        return walk.theta

    together = trained([0, 1, 2])
    for row in range(3):
        torch.testing.assert_close(together[row], trained([row])[0], rtol=1e-3, atol=1e-4)


def test_a_training_is_that_of_torch_optim() -> None:
    net = NETS[1]
    data = samples(net, 30)
    begin = initial(net, torch.Generator().manual_seed(3))
    walk = new_walk(begin[None], [1])
    module = Module(net, False).take(begin)
    optimizer = torch.optim.SGD(module.parameters(), lr=0.1)
    rule = rule_for([Rates("sgd", "course", 0.1, 0.9, 0.99)], walk.theta)
    for _ in range(5):
        loss = advance(walk, net, draw_batches(walk, data.x, data.y, [30]), rule, False)
        optimizer.zero_grad()
        expected = nn.functional.cross_entropy(module(data.x.T), data.y.argmax(0))
        expected.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        assert float(loss) == pytest.approx(expected.item(), rel=1e-4)
    torch.testing.assert_close(outputs(net, walk.theta, data, False)[0].T, module(data.x.T), rtol=1e-3, atol=1e-4)


def test_a_row_that_diverges_stays_and_the_others_go_on() -> None:
    net = Net("mlp", 3, 5, 3, 3)
    data = samples(net, 30)
    begin = initial(net, torch.Generator().manual_seed(3))
    rates = [Rates("sgd", "course", alpha, 0.9, 0.99) for alpha in (1e6, 0.1)]

    def trained(some: list[Rates]) -> tuple[Tensor, Tensor]:
        walk = new_walk(begin.expand(len(some), -1), [1] * len(some))
        for _ in range(10):
            advance(walk, net, draw_batches(walk, data.x, data.y, [10] * len(some)), rule_for(some, begin), False)
        return walk.theta, walk.alive

    theta, alive = trained(rates)
    assert alive.tolist() == [False, True]
    assert bool(torch.isfinite(theta).all())
    torch.testing.assert_close(theta[1], trained(rates[1:])[0][0])
