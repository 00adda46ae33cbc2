"""Every optimizer: the library's form against torch.optim, the course's against its formula; the decay schedules."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor

from lossland.algorithms.optimizers.rule import Rates, ahead, new_moments, rule_of, stacked, update
from lossland.algorithms.optimizers.schedules import scheduled_rate

SCALE = torch.tensor([1.0, 10.0, 0.1, 3.0, 0.5]).double()
START = torch.tensor([1.0, -2.0, 0.5, 3.0, -0.25]).double()
EPS = 1e-8


def gradient(theta: Tensor) -> Tensor:
    """Of a bowl with waves, so that signs change."""
    return SCALE * theta + torch.cos(3 * theta)


def walked(method: str, form: str, steps: int = 40, decay: float = 0.0, **changes: float) -> Tensor:
    theta = START.clone()
    s = new_moments(theta)
    k = Rates(method, form, changes.get("alpha", 0.03), changes.get("beta", 0.9), changes.get("rho", 0.99), decay)
    for _ in range(steps):
        with ahead(theta, s, rule_of(k)):
            g = gradient(theta)
        update(theta, g, s, rule_of(k))
    return theta


def by_library(kind: Callable[..., torch.optim.Optimizer], steps: int = 40, **arguments: Any) -> Tensor:
    theta = START.clone().requires_grad_()
    optimizer = kind([theta], lr=0.03, **arguments)
    for _ in range(steps):
        theta.grad = gradient(theta.detach())
        optimizer.step()
    return theta.detach()


LIBRARY: dict[str, tuple[Callable[..., torch.optim.Optimizer], dict[str, Any]]] = {
    "sgd": (torch.optim.SGD, {}),
    "momentum": (torch.optim.SGD, {"momentum": 0.9}),
    "nesterov": (torch.optim.SGD, {"momentum": 0.9, "nesterov": True}),
    "adagrad": (torch.optim.Adagrad, {"eps": EPS}),
    "rmsprop": (torch.optim.RMSprop, {"alpha": 0.99, "eps": EPS}),
    "adadelta": (torch.optim.Adadelta, {"rho": 0.99, "eps": 1e-6}),
    "adam": (torch.optim.Adam, {"betas": (0.9, 0.99), "eps": EPS}),
    "adamw": (torch.optim.AdamW, {"betas": (0.9, 0.99), "eps": EPS, "weight_decay": 0.2}),
}


@pytest.mark.parametrize("method", LIBRARY)
def test_the_librarys_form_is_torch_optim(method: str) -> None:
    kind, arguments = LIBRARY[method]
    mine = walked(method, "library", decay=arguments.get("weight_decay", 0.0))
    torch.testing.assert_close(mine, by_library(kind, **arguments), rtol=1e-9, atol=1e-9)


def by_formula(method: str, steps: int, alpha: float, beta: float, rho: float) -> list[float]:
    """The course's formulas, one coordinate at a time in Python floats."""
    out = []
    for i in range(len(START)):
        w, m, v, u = START[i].item(), 0.0, 0.0, 0.0

        def slope(at: float, i: int = i) -> float:
            return float(SCALE[i].item() * at + math.cos(3 * at))

        for t in range(1, steps + 1):
            g = slope(w - alpha * m) if method == "nesterov" else slope(w)
            if method in ("momentum", "nesterov", "adam", "adamw"):
                m = beta * m + (1 - beta) * g
            if method == "sgd":
                w -= alpha * g
            elif method in ("momentum", "nesterov"):
                w -= alpha * m
            elif method == "normalised":
                w -= alpha * g / math.sqrt(g * g + EPS)
            elif method == "adagrad":
                v += g * g
                w -= alpha * g / math.sqrt(v + EPS)
            elif method == "rmsprop":
                v = rho * v + (1 - rho) * g * g
                w -= alpha * g / math.sqrt(v + EPS)
            elif method == "adadelta":
                v = rho * v + (1 - rho) * g * g
                move = math.sqrt(u + 1e-6) / math.sqrt(v + 1e-6) * g
                u = rho * u + (1 - rho) * move * move
                w -= move
            else:
                v = rho * v + (1 - rho) * g * g
                if method == "adamw":
                    w -= alpha * 2 * 0.1 * w
                w -= alpha * (m / (1 - beta**t)) / math.sqrt(v / (1 - rho**t) + EPS)
        out.append(w)
    return out


METHODS = ["sgd", "momentum", "nesterov", "normalised", "adagrad", "rmsprop", "adadelta", "adam", "adamw"]


@pytest.mark.parametrize("method", METHODS)
def test_the_courses_form_is_its_formula(method: str) -> None:
    mine = walked(method, "course", decay=0.1)
    expected = torch.tensor(by_formula(method, 40, 0.03, 0.9, 0.99)).double()
    torch.testing.assert_close(mine, expected, rtol=1e-6, atol=1e-7)


def test_the_courses_momentum_is_the_librarys_at_a_tenth_of_the_rate() -> None:
    course = walked("momentum", "course", alpha=0.1)
    torch.testing.assert_close(course, walked("momentum", "library", alpha=0.1 * (1 - 0.9)))


def test_normalised_gradient_moves_by_alpha_against_the_sign() -> None:
    moved = walked("normalised", "course", steps=1) - START
    torch.testing.assert_close(moved, -0.03 * gradient(START).sign(), rtol=1e-3, atol=0)


def test_adamws_decay_is_not_l2_in_adams_gradient() -> None:
    assert not torch.allclose(walked("adamw", "library", decay=0.2), by_library(torch.optim.Adam, weight_decay=0.2))


def test_rows_with_rules_of_their_own_go_as_they_would_alone() -> None:
    """Every method in both forms at once, one row each, against the same methods one by one."""
    chosen = [Rates(method, form, 0.03, 0.9, 0.99, 0.1) for method in METHODS for form in ("course", "library")]
    theta = START.repeat(len(chosen), 1)  # (R, P)
    s, rule = new_moments(theta), stacked([rule_of(k) for k in chosen], theta)
    for _ in range(40):
        with ahead(theta, s, rule):
            g = gradient(theta)
        update(theta, g, s, rule)
    for row, k in zip(theta, chosen, strict=True):
        torch.testing.assert_close(row, walked(k.method, k.form, decay=0.1), msg=f"{k.method} {k.form}")


def test_methods_that_go_by_the_sign_do_not_feel_the_scale_of_the_loss() -> None:
    """Adam, RMSprop, AdaGrad and the normalised gradient see g / |g|: a loss a thousand times larger changes nothing."""
    for method in ("normalised", "adagrad", "rmsprop", "adam"):
        k, paths = Rates(method, "course", 0.03, 0.9, 0.99), []
        for scale in (1e3, 1e6):
            theta = START.clone()
            s = new_moments(theta)
            for _ in range(10):
                update(theta, scale * gradient(theta), s, rule_of(k))
            paths.append(theta)
        torch.testing.assert_close(*paths, rtol=1e-5, atol=1e-5)


def test_momentum_of_a_constant_slope_ends_at_the_courses_rate_and_ten_times_it_in_the_library() -> None:
    for form, expected in (("course", 1.0), ("library", 10.0)):
        theta = torch.zeros(1, dtype=torch.float64)
        s, k = new_moments(theta), rule_of(Rates("momentum", form, 0.1, 0.9, 0.99))
        for _ in range(200):
            before = theta.clone()
            update(theta, torch.ones_like(theta), s, k)
        torch.testing.assert_close(before - theta, torch.tensor([0.1 * expected]).double(), rtol=1e-6, atol=0)


def test_decay_leaves_what_is_no_weight_alone() -> None:
    theta, free = START.clone(), torch.tensor([1.0, 0, 1, 0, 1]).double()
    s, k = new_moments(theta), Rates("adamw", "course", 0.1, 0.9, 0.99, 0.5)
    update(theta, torch.zeros_like(theta), s, rule_of(k), free)
    torch.testing.assert_close(theta, START * (1 - 0.1 * free))


@pytest.mark.parametrize(
    ("schedule", "rates"),
    [
        ("none", [1, 1, 1, 1]),
        ("step", [1, 1, 0.5, 0.25]),
        ("exponential", [1, 0.5**0.5, 0.5, 0.25]),
        ("inverse", [1, 1 / 1.5, 0.5, 1 / 3]),
        ("cosine", [1, 0.5, 0, 0]),
        ("warm_up", [0.1, 0.6, 1, 1]),
    ],
)
def test_schedules(schedule: str, rates: list[float]) -> None:
    made = [scheduled_rate(schedule, 1.0, epoch, 10, 0.5) for epoch in (0, 5, 10, 20)]
    assert made == pytest.approx(rates)


SCHEDULERS: dict[str, Callable[[torch.optim.Optimizer], torch.optim.lr_scheduler.LRScheduler]] = {
    "step": lambda o: torch.optim.lr_scheduler.StepLR(o, step_size=10, gamma=0.5),
    "exponential": lambda o: torch.optim.lr_scheduler.ExponentialLR(o, gamma=0.5 ** (1 / 10)),
    "inverse": lambda o: torch.optim.lr_scheduler.LambdaLR(o, lambda epoch: 1 / (1 + epoch / 10)),
    "cosine": lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, T_max=10),
    "warm_up": lambda o: torch.optim.lr_scheduler.LinearLR(o, start_factor=1 / 10, total_iters=9),
}


@pytest.mark.parametrize("schedule", SCHEDULERS)
def test_schedules_are_those_of_the_library(schedule: str) -> None:
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.3)
    scheduler = SCHEDULERS[schedule](optimizer)
    for epoch in range(11):
        rate = optimizer.param_groups[0]["lr"]
        assert scheduled_rate(schedule, 0.3, epoch, 10, 0.5) == pytest.approx(rate, rel=1e-9, abs=1e-9)
        optimizer.step()
        scheduler.step()
