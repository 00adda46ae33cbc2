"""Races: rows against single runs and torch.optim, first steps by hand, limits on a quadratic, basins."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from lossland.algorithms.optimizers.noise import Noise
from lossland.algorithms.optimizers.race import GOAL, RATES, basins, effective_rates, race, update_of
from lossland.algorithms.optimizers.rule import Rates, ahead, new_moments, rule_of, update
from lossland.algorithms.surfaces.textbook import MINIMA, WINDOWS, Surface, ground, hessian_of, landscape

METHODS = ("sgd", "momentum", "nesterov", "normalised", "adagrad", "rmsprop", "adadelta", "adam", "adamw")
RAVINE = Surface("quadratic", 50.0, 20.0)
START = (-3.0, 2.0)


def noise(steps: int = 300) -> Tensor:
    return torch.randn(steps, 2, generator=torch.Generator().manual_seed(5), dtype=torch.float64)


def rates(method: str, form: str = "course", alpha: float = 0.01, beta: float = 0.9, rho: float = 0.99) -> Rates:
    return Rates(method, form, alpha, beta, rho, 0.01)


def alone(k: Rates, surface: Surface, errors: Tensor, sigma: float) -> Tensor:
    """The path of one racer by the shared loop of `optimizers`, (T + 1, 2)."""
    theta = torch.tensor(START, dtype=torch.float64)
    s, rule, f = new_moments(theta), rule_of(k), landscape(surface)
    path = [theta.clone()]
    for error in errors:
        with ahead(theta, s, rule):
            g = f.gradient(theta) + sigma * error
        update(theta, g, s, rule)
        path.append(theta.clone())
    return torch.stack(path)


@pytest.mark.parametrize("form", ["course", "library"])
@pytest.mark.parametrize("kind", ["quadratic", "rosenbrock", "himmelblau"])
def test_every_row_of_a_race_is_the_racer_alone(form: str, kind: str) -> None:
    surface = Surface(kind, 50.0, 20.0)
    racers = [rates(method, form, 0.001 * (i + 1)) for i, method in enumerate(METHODS)]
    found = race(surface, 0.0, START, racers, Noise(noise(60), 0.1))
    for row, k in enumerate(racers):
        expected = alone(k, surface, noise(60), 0.1)
        inside = found.same.theta[:, row].isfinite()
        assert inside[0].all()
        assert torch.allclose(found.same.theta[:, row][inside], expected[inside], rtol=1e-9, atol=1e-9)
        best = alone(k._replace(alpha=float(found.best_rate[row])), surface, noise(60), 0.1)
        inside = found.best.theta[:, row].isfinite()
        assert torch.allclose(found.best.theta[:, row][inside], best[inside], rtol=1e-9, atol=1e-9)


OPTIM: dict[str, Callable[[list[Tensor]], torch.optim.Optimizer]] = {
    "sgd": lambda w: torch.optim.SGD(w, lr=0.01),
    "momentum": lambda w: torch.optim.SGD(w, lr=0.01, momentum=0.9),
    "nesterov": lambda w: torch.optim.SGD(w, lr=0.01, momentum=0.9, nesterov=True),
    "adagrad": lambda w: torch.optim.Adagrad(w, lr=0.01, eps=1e-8),
    "rmsprop": lambda w: torch.optim.RMSprop(w, lr=0.01, alpha=0.99),
    "adadelta": lambda w: torch.optim.Adadelta(w, lr=0.01, rho=0.99),
    "adam": lambda w: torch.optim.Adam(w, lr=0.01, betas=(0.9, 0.99)),
    "adamw": lambda w: torch.optim.AdamW(w, lr=0.01, betas=(0.9, 0.99), weight_decay=0.01),
}


@pytest.mark.parametrize("method", OPTIM)
def test_the_librarys_form_is_torch_optims(method: str) -> None:
    racers = [rates(name, "library") for name in METHODS]
    found = race(RAVINE, 0.0, START, racers, Noise(noise(), 0.0)).same.theta[:, METHODS.index(method)]
    theta = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimizer = OPTIM[method]([theta])
    path = [theta.detach().clone()]
    for _ in range(300):
        optimizer.zero_grad()
        landscape(RAVINE).value(theta).backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        path.append(theta.detach().clone())
    assert torch.allclose(found, torch.stack(path), rtol=1e-6, atol=1e-8)


def test_first_steps_by_hand() -> None:
    """f = (x^2 + 4 y^2) / 2 from (1, 1): g = (1, 4)."""
    surface = Surface("quadratic", 4.0, 0.0)
    found = race(surface, 0.0, (1.0, 1.0), [rates(m, alpha=0.1) for m in METHODS], Noise(noise(2), 0.0)).same.theta[1]
    expected = {
        "sgd": (0.9, 0.6),
        "momentum": (0.99, 0.96),  # m = 0.1 g
        "nesterov": (0.99, 0.96),  # m = 0 at first: nothing to look ahead along
        "normalised": (0.9, 0.9),
        "adagrad": (0.9, 0.9),
        "rmsprop": (0.0, 0.0),  # v = 0.01 g^2, so g / sqrt(v) = 10
        "adam": (0.9, 0.9),
        "adamw": (0.898, 0.898),  # and 2 alpha lambda theta
    }
    for method, place in expected.items():
        assert found[METHODS.index(method)].tolist() == pytest.approx(place, abs=1e-6), method
    moved = 1 - found[METHODS.index("adadelta")]
    assert moved.tolist() == pytest.approx([math.sqrt(1e-6) / math.sqrt(0.01 * g * g + 1e-6) * g for g in (1, 4)])


@pytest.mark.parametrize("kappa", [5.0, 60.0, 400.0])
def test_gradient_descent_converges_exactly_below_2_over_kappa(kappa: float) -> None:
    surface = Surface("quadratic", kappa, 33.0)
    racers = [rates("sgd", alpha=share * 2 / kappa) for share in (0.97, 1.03)]
    found = race(surface, 0.0, START, racers, Noise(noise(), 0.0)).same
    assert float(found.loss[-1, 0]) < float(found.loss[0, 0])
    assert found.left.tolist()[0] == 301
    across = torch.tensor([-math.sin(math.radians(33)), math.cos(math.radians(33))], dtype=torch.float64)
    v = (found.theta @ across).abs()
    assert bool((v[1:200, 0] < v[:199, 0]).all())
    grown = v[: int(found.left[1]), 1]
    assert bool((grown[1:] > grown[:-1]).all())


def test_each_direction_shrinks_by_1_minus_alpha_lambda() -> None:
    found = race(RAVINE, 0.0, START, [rates("sgd", alpha=0.03)], Noise(noise(20), 0.0)).same.theta[:, 0]  # (T + 1, 2)
    values, vectors = torch.linalg.eigh(hessian_of(50.0, 20.0))
    start = torch.tensor(START, dtype=torch.float64)
    powers = (1 - 0.03 * values) ** torch.arange(21)[:, None]
    assert torch.allclose(found, (powers * (start @ vectors)) @ vectors.T, atol=1e-10)


def test_momentums_rate_is_the_root_of_beta_where_it_oscillates() -> None:
    """The library's m = beta m + g: in every direction both roots have modulus sqrt(beta) between the two limits."""
    beta, kappa = 0.8, 50.0
    alpha = (1 + math.sqrt(beta)) ** 2 / kappa * 0.9
    assert (1 - math.sqrt(beta)) ** 2 < alpha < (1 + math.sqrt(beta)) ** 2 / kappa
    racers = [rates("momentum", "library", alpha, beta)]
    size = torch.linalg.vector_norm(race(RAVINE, 0.0, START, racers, Noise(noise(200), 0.0)).same.theta[:, 0], dim=-1)
    rate = float((size[150:200].log().mean() - size[50:100].log().mean()) / 100)
    assert math.exp(rate) == pytest.approx(math.sqrt(beta), abs=0.005)


def test_momentum_takes_the_same_path_in_both_forms_at_mapped_rates() -> None:
    racers = [rates("momentum", "course", 0.1), rates("momentum", "library", 0.01)]
    found = race(RAVINE, 0.0, START, racers, Noise(noise(), 0.3)).same.theta
    assert torch.allclose(found[:, 0], found[:, 1], atol=1e-10)


def test_a_racer_that_leaves_is_marked_and_the_others_do_not_notice() -> None:
    good, bad = [rates(m) for m in METHODS], [rates("sgd", alpha=5.0), *(rates(m) for m in METHODS[1:])]
    calm, wild = (race(RAVINE, 0.0, START, racers, Noise(noise(), 0.5)).same for racers in (good, bad))
    assert calm.left.tolist() == [301] * 9
    assert wild.left.tolist()[1:] == [301] * 8
    at = int(wild.left[0])
    assert 0 < at < 10
    assert wild.theta[:at, 0].isfinite().all()
    assert wild.theta[at:, 0].isnan().all()
    assert wild.loss[at:, 0].isnan().all()
    assert int(wild.settled[0]) == 301
    assert torch.equal(calm.theta[:, 1:], wild.theta[:, 1:])
    assert torch.equal(calm.loss[:, 1:], wild.loss[:, 1:])


def test_non_finite_gradients_count_as_leaving() -> None:
    surface = Surface("formula", formula="log(x) + y^2")
    found = race(surface, -2.0, (0.1, 1.0), [rates("sgd", alpha=0.02), rates("sgd", alpha=1e-4)], Noise(noise(50), 0.0))
    assert int(found.same.left[0]) < 50
    assert int(found.same.left[1]) == 51
    assert found.known
    assert not race(surface, 0.0, (-1.0, 1.0), [rates("sgd")], Noise(noise(5), 0.0)).known


def test_the_best_rate_is_the_first_to_stay_below_the_goal() -> None:
    found = race(RAVINE, 0.0, START, [rates("sgd"), rates("adam")], Noise(noise(), 0.0))
    for row, method in enumerate(("sgd", "adam")):
        settled = []
        for alpha in RATES:
            loss = landscape(RAVINE).value(alone(rates(method, alpha=alpha), RAVINE, noise(), 0.0))
            above = ~(loss <= GOAL * loss[0])
            settled.append(int(above.nonzero().max()) + 1 if bool(above[-1]) or bool(above.any()) else 0)
        chosen = RATES.index(min(RATES, key=lambda rate: abs(rate - float(found.best_rate[row]))))
        assert settled[chosen] <= min(settled) + 5  # looked at every five steps
        assert int(found.best.settled[row]) == settled[chosen]


def test_the_lowest_so_far_never_rises() -> None:
    lowest = race(RAVINE, 0.0, START, [rates(m) for m in METHODS], Noise(noise(), 1.0)).lowest
    assert lowest.shape == (2, 301)
    assert bool((lowest[:, 1:] <= lowest[:, :-1]).all())


@pytest.mark.parametrize("form", ["course", "library"])
@pytest.mark.parametrize("method", METHODS)
def test_the_pieces_of_an_update_make_its_step(method: str, form: str) -> None:
    k = rates(method, form, 0.02)
    found = race(RAVINE, 0.0, START, [k], Noise(noise(), 0.1))
    for t in (0, 1, 40):
        now = update_of(found.same_trace, 0, k, t)
        pull = rule_of(k).pull * 0.02 * now.theta
        assert torch.allclose(now.move, -now.effective * now.d - pull, atol=1e-12)
        assert torch.allclose(effective_rates(found.same_trace, 0, k)[t], now.effective, rtol=1e-12)
        assert bool(now.m.isnan().all()) == (not rule_of(k).has_m)
        assert bool(now.v.isnan().all()) == (not rule_of(k).has_v)


def test_adams_first_effective_rate_is_alpha_over_the_gradient() -> None:
    k = rates("adam", alpha=0.1)
    found = race(RAVINE, 0.0, START, [k], Noise(noise(), 0.0))
    now = update_of(found.same_trace, 0, k, 0)
    assert torch.allclose(now.effective, 0.1 / now.g.abs(), rtol=1e-6)
    assert torch.allclose(now.move, -0.1 * now.g.sign(), rtol=1e-6)


@pytest.mark.parametrize("method", ["sgd", "adam", "nesterov"])
def test_basins_end_where_a_plain_loop_ends(method: str) -> None:
    surface, k = Surface("himmelblau"), rates(method, alpha=0.01 if method != "adam" else 0.1)
    under = ground(surface, 15)
    found = basins(surface, under, k, Noise(torch.zeros(300, 2), 0.0))
    assert found.minimum.shape == (15, 15)
    f, rule = landscape(surface), rule_of(k)
    for row, column in ((0, 0), (3, 11), (7, 7), (14, 2), (9, 13)):
        theta = torch.stack([under.x[column], under.y[row]])
        s = new_moments(theta)
        for _ in range(300):
            with ahead(theta, s, rule):
                g = f.gradient(theta)
            update(theta, g, s, rule)
        number = int(found.minimum[row, column])
        if number < 0:
            away = (theta[:, None] - torch.tensor(MINIMA["himmelblau"], dtype=torch.float64).T).abs().amax(0).min()
            assert not float(away) < 1e-6
        else:
            assert torch.allclose(found.places[number], theta, atol=0.1)


def test_adam_finds_himmelblaus_four_minima_from_everywhere() -> None:
    surface = Surface("himmelblau")
    found = basins(surface, ground(surface, 41), rates("adam", alpha=0.1), Noise(torch.zeros(300, 2), 0.0))
    known = torch.tensor(MINIMA["himmelblau"], dtype=torch.float64)
    away = (found.places[:, None] - known).abs().amax(-1)  # (k, 4)
    assert len(found.places) == 4
    assert sorted(away.argmin(1).tolist()) == [0, 1, 2, 3]
    assert float(away.amin(1).max()) < 1e-2
    assert bool((found.minimum >= 0).all())
    left, _, low, _ = WINDOWS["himmelblau"]
    near = int((3 - left) / 12 * 40), int((2 - low) / 12 * 40)
    assert int(found.steps[near[1], near[0]]) < int(found.steps.max())
