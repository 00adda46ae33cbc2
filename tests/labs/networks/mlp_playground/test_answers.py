"""The answers to the playground's exam questions, worked out a second way with the lab's own code, in every preset."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor
from torch.nn.functional import batch_norm, softplus

from lossland.algorithms.nets.losses import loss_and_slope
from lossland.algorithms.nets.mlp import Architecture, count_parameters, new_network, penalise
from lossland.algorithms.optimizers.batches import Batches, next_batch
from lossland.algorithms.optimizers.rule import Rates, Rule, new_moments, rule_of, update
from lossland.labs.networks.mlp_playground.experiment import stop_early
from lossland.labs.networks.mlp_playground.params import MlpPlaygroundParams
from tests.labs.networks.mlp_playground.trained import LAB, run
from tests.support.lessons import answer, lessons

SETTINGS = [MlpPlaygroundParams.model_validate(dict(preset.params)) for preset in LAB.presets]
CPU = torch.device("cpu")


def parameters(p: MlpPlaygroundParams) -> float:
    hidden = [6] * (len(p.hidden) + 3)
    return count_parameters(Architecture((len(p.features.chosen()), *hidden, 1), ("tanh",) * len(hidden)))


def slope_at_the_input(p: MlpPlaygroundParams) -> float:
    x = torch.tensor(2.0, requires_grad=True)
    f = (len(p.hidden) + 1) * torch.tanh(0.5 * x - 1)
    (softplus(f) - f).backward()  # type: ignore[no-untyped-call]
    assert x.grad is not None
    return float(x.grad)


def best_of_sigmoids(p: MlpPlaygroundParams) -> float:
    z = torch.linspace(-5, 5, 1001, dtype=torch.float64, requires_grad=True)
    torch.sigmoid(z).sum().backward()  # type: ignore[no-untyped-call]
    assert z.grad is not None
    return float(z.grad.max()) ** (len(p.hidden) + 3)


def how_much_more_cross_entropy_pushes(p: MlpPlaygroundParams) -> float:
    f, y = torch.tensor([[len(p.hidden) + 2.0]], dtype=torch.float64), torch.zeros(1, 1, dtype=torch.float64)
    return float(loss_and_slope("cross_entropy", f, y)[1] / loss_and_slope("squared_error", f, y)[1])


def updates_of_an_epoch(p: MlpPlaygroundParams) -> float:
    count, batches, rng = 700 - int(p.held_out * 700), Batches(torch.empty(0, dtype=torch.int64)), torch.Generator()
    updates = 0
    while not updates or batches.position < count:
        next_batch(batches, count, p.batch_size + 6, rng)
        updates += 1
    return updates


def falls(rule: Rule, *gradients: float) -> list[float]:
    """By how much a weight falls in each update."""
    theta = torch.zeros(1, dtype=torch.float64)
    moments, fallen = new_moments(theta), []
    for g in gradients:
        before = theta.clone()
        update(theta, theta.new_tensor([g]), moments, rule)
        fallen.append(float(before - theta))
    return fallen


def first_step_of_momentum(p: MlpPlaygroundParams) -> float:
    return falls(rule_of(Rates("momentum", "course", p.lr, p.beta, 0)), 2)[0]


def second_step_of_adam(p: MlpPlaygroundParams) -> float:
    return falls(rule_of(Rates("adam", "course", 2 * p.lr, p.beta, p.rho)), 5, 0)[1]


def first_step_without_correction(p: MlpPlaygroundParams) -> float:
    rule = rule_of(Rates("adam", "course", 1, p.beta, p.rho / 4 + 0.75))
    plain = rule._replace(m_begun=0, v_begun=0)
    return falls(plain, 3)[0] / falls(rule, 3)[0]


def rate_for_sums(p: MlpPlaygroundParams) -> float:
    f, y = torch.linspace(-2, 2, p.batch_size + 6)[None].double(), torch.ones(1, p.batch_size + 6).double()
    mean = loss_and_slope("cross_entropy", f, y)[1].sum()  # of a bias
    total = torch.stack([loss_and_slope("cross_entropy", f[:, [i]], y[:, [i]])[1] for i in range(f.shape[1])]).sum()
    return float(p.lr * mean / total)


def penalised(p: MlpPlaygroundParams) -> float:
    """How many gradients a penalty changes in a network whose parameters are all 1."""
    hidden = [5] * (len(p.hidden) + 2)
    net = new_network(Architecture((2, *hidden, 1), ("tanh",) * len(hidden), batch_norm=True), CPU)
    net.theta.fill_(1)
    penalise(net, 0, 0.1, "course")
    return int((net.gradient != 0).sum())


def rest(p: MlpPlaygroundParams) -> float:
    """Where descent ends that is pulled upwards by 0.06 and penalised."""
    net = new_network(Architecture((1, 1), ()), CPU)
    W, gradient = net.layers[0].W, net.slopes[0].W
    for _ in range(800):
        gradient.fill_(-0.06)
        penalise(net, 0, p.l2 + 0.02, "course")
        W.sub_(0.3 * gradient)
    return float(W)


def expectation_of_dropout(p: MlpPlaygroundParams) -> float:
    """Over all 256 ways to drop some of eight units."""
    drop = p.dropout / 2 + 0.2
    ways = itertools.product((0, 1), repeat=8)
    return sum(0.5 * sum(kept) * (1 - drop) ** sum(kept) * drop ** (8 - sum(kept)) for kept in ways)


def normalised_six(p: MlpPlaygroundParams) -> float:
    z: Tensor = torch.tensor([[1.0], [2.0], [3.0], [6.0]])
    gamma = torch.tensor([len(p.hidden) + 1.0])
    return float(batch_norm(z, None, None, gamma, torch.ones(1), training=True, eps=1e-12)[3])


def last_epoch(p: MlpPlaygroundParams) -> float:
    patient = p.model_copy(update={"patience": p.patience + 4})
    s, _, _ = run(0, data={"kind": "circle", "count": 20}, hidden=[1])
    return next(epoch for epoch in itertools.count(1) if stop_early(s, patient, 1 / epoch if epoch <= 12 else 0.5))


SECOND_WAYS: dict[str, list[Callable[[MlpPlaygroundParams], float]]] = {
    "Back-propagation": [parameters, slope_at_the_input, best_of_sigmoids, how_much_more_cross_entropy_pushes],
    "Optimizers": [
        updates_of_an_epoch,
        first_step_of_momentum,
        second_step_of_adam,
        first_step_without_correction,
        rate_for_sums,
    ],
    "Regularisation": [penalised, rest, expectation_of_dropout, normalised_six, last_epoch],
}
ASKED: list[tuple[dict[str, Any], Callable[[MlpPlaygroundParams], float]]] = [
    pair
    for one in lessons(LAB, "en")
    for pair in zip((q for q in one.questions if q["kind"] == "number"), SECOND_WAYS[one.title], strict=True)
]


@pytest.mark.parametrize(("question", "second_way"), ASKED, ids=[way.__name__ for _, way in ASKED])
def test_the_answer_is_what_the_code_gives(
    question: dict[str, Any], second_way: Callable[[MlpPlaygroundParams], float]
) -> None:
    for p in SETTINGS:
        assert answer(question, p.model_dump()) == pytest.approx(second_way(p), rel=1e-3)
