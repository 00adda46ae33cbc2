"""What the lesson, the presets and the captions of the optimizer race say is measured."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest
import torch

from lossland.labs.optimizers.optimizer_race.params import UPDATES
from lossland.registry import lesson
from tests.labs.optimizers.optimizer_race.states import LAB, begun, params, preset
from tests.support.lessons import linked


@pytest.mark.parametrize(
    ("slug", "steps"),
    [("axis-0", [120, 4, 4, 55]), ("axis-20", [120, 96, 60, 59]), ("axis-45", [120, 210, 132, 63])],
)
def test_scaling_by_coordinate_helps_along_an_axis_only(slug: str, steps: list[int]) -> None:
    """Gradient descent, RMSprop, AdaGrad and Adam, each at its best rate, in a ravine that turns with the start."""
    p = preset(slug)
    angle = math.radians(p.surface.angle)
    x, y = p.surface.start_x, p.surface.start_y
    u, v = math.cos(angle) * x + math.sin(angle) * y, math.cos(angle) * y - math.sin(angle) * x
    assert (u, v) == pytest.approx((-3.4, 1.8), abs=2e-3)
    assert begun(p).race.best.settled.tolist() == steps
    for lang in ("en", "zh"):
        text = lesson(LAB, lang)
        for method, count in zip(("RMSprop", "AdaGrad", "Adam"), steps[1:], strict=True):
            assert re.search(rf"^\| {method} \|.* {count} \|", text, flags=re.MULTILINE), (method, count)


def test_the_path_in_a_ravine_along_an_axis_is_that_in_a_round_bowl() -> None:
    both: list[dict[str, Any]] = [{"method": "rmsprop"}, {"method": "adagrad"}]
    for angle, same in ((0.0, True), (45.0, False)):
        paths = [
            begun(
                params(surface={"kind": "quadratic", "kappa": kappa, "angle": angle}, racers=both, noise=0.0, alpha=0.1)
            ).race.same.theta
            for kappa in (1.0, 100.0)
        ]
        assert torch.allclose(paths[0], paths[1], atol=1e-3) == same


def test_the_rate_that_is_best_for_the_worst_start_loses_from_this_one() -> None:
    still = params(noise=0.0, alpha=2 / 101)
    race = begun(still).race
    assert int(race.same.settled[0]) == pytest.approx(173, abs=1)
    assert int(race.best.settled[0]) < 75
    assert 1 / 100 < float(race.best_rate[0]) < 2 / 101
    for x, y in ((2.0, 2.0), (0.5, -3.0)):
        other = begun(params(noise=0.0, alpha=2 / 101, surface={"kind": "quadratic", "start_x": x, "start_y": y}))
        assert int(other.race.same.settled[0]) == pytest.approx(173, abs=1)
    one_step = begun(params(noise=0.0)).race.same.theta[1, 0]
    angle = math.radians(20)
    assert float(math.cos(angle) * one_step[1] - math.sin(angle) * one_step[0]) == pytest.approx(0, abs=1e-9)


def test_the_matrix_of_momentum_is_that_of_the_lab() -> None:
    beta, alpha, h = 0.9, 0.05, 100.0
    matrix = torch.tensor([[1 - alpha * (1 - beta) * h, -alpha * beta], [(1 - beta) * h, beta]], dtype=torch.float64)
    assert float(torch.linalg.det(matrix)) == pytest.approx(beta)
    assert torch.linalg.eigvals(matrix).abs().tolist() == pytest.approx([math.sqrt(beta)] * 2)
    bowl = {"kind": "quadratic", "kappa": h, "angle": 0.0, "start_x": 0.0, "start_y": 1.0}
    path = begun(params(surface=bowl, noise=0.0, alpha=alpha, racers=[{"method": "momentum"}])).race.same.theta[:, 0, 1]
    pair = torch.tensor([1.0, 0.0], dtype=torch.float64)  # (v, m)
    for t in range(50):
        assert float(path[t]) == pytest.approx(float(pair[0]), abs=1e-9)
        pair = matrix @ pair


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_noisy_gradients_let_all_three_come_near_and_the_rate_decides_how_wide_they_wander(seed: int) -> None:
    p = preset("noisy")
    assert p.alpha == 0.01
    angle = math.radians(20)
    across = {}
    for alpha in (0.005, 0.01, 0.019):
        race = begun(p.model_copy(update={"alpha": alpha}), seed).race.same
        if alpha == 0.01:
            assert (race.loss[-100:].median(0).values < 2e-3 * race.loss[0]).all()
        theta = race.theta[-150:, 0]  # (150, 2)
        v = math.cos(angle) * theta[:, 1] - math.sin(angle) * theta[:, 0]
        across[alpha] = float(v.var())
        assert across[alpha] == pytest.approx(alpha * 16 / (100 * (2 - 100 * alpha)), rel=0.4)
    assert across[0.005] < across[0.01] < across[0.019] / 10


def test_gradient_descent_in_the_map_of_basins_leaves_at_the_presets_rate_and_frays_at_lower_ones() -> None:
    p = preset("basins")
    borders = []
    for alpha in (0.1, 0.005, 0.01):
        found = begun(p.model_copy(update={"racer": 1, "alpha": alpha})).basins
        assert found is not None
        m = found.minimum  # (101, 101)
        if alpha == 0.1:
            assert bool((m < 0).all())
        else:
            assert bool((m >= 0).all())
            borders.append(int((m[1:] != m[:-1]).sum() + (m[:, 1:] != m[:, :-1]).sum()))
    assert borders[1] > 1.6 * borders[0]


def test_mini_batches_end_lower_for_four_of_eight_seeds() -> None:
    p = preset("batches")
    whole = p.model_copy(update={"surface": p.surface.model_copy(update={"batch": 30})})
    ends = [[float(begun(one, seed).race.same.loss[-1, 0]) for one in (p, whole)] for seed in range(8)]
    assert sum(few < all_data - 0.1 for few, all_data in ends) == 4
    assert ends[0][0] < 0.5
    assert ends[0][1] > 2


def test_adagrad_stalls_where_the_first_gradient_is_huge() -> None:
    race = begun(preset("adagrad")).race
    height = race.same.loss[-1]
    assert float(height[0]) > 50 * float(height[1:].max())
    v = race.same_trace.v  # (T, R, 2)
    assert bool((v[1:, 0] >= v[:-1, 0]).all())
    assert bool((v[-1, 1:] < 0.2 * v[0, 1:]).all())


def test_adadelta_has_no_rate_to_show_and_is_far_from_the_goal() -> None:
    p = preset("nine")
    s = begun(p)
    row = [k.method for k in p.racers].index("adadelta")
    assert s.race.same.theta[1, row].sub(s.race.same.theta[0, row]).abs().tolist() == pytest.approx(
        [0.01, 0.01], rel=0.01
    )
    assert float(s.race.same.loss[-1, row]) > 0.1 * float(s.race.same.loss[0, row])
    frame = LAB.draw(s, p)
    for column in ("rate", "best_rate"):
        assert frame["table"][column].isnan().nonzero().flatten().tolist() == [row]
    assert frame["sweep"]["best.y"].isnan().nonzero().flatten().tolist() == [row]
    library = p.model_copy(update={"form": "library"})
    assert not LAB.draw(begun(library), library)["table"]["rate"].isnan().any()


def test_on_the_ridge_of_the_saddle_nobody_leaves_without_noise() -> None:
    p = preset("saddle")
    ridge = p.model_copy(update={"surface": p.surface.model_copy(update={"start_y": 0.0})})
    assert begun(ridge).race.same.theta[..., 1].abs().max() == 0
    assert int(begun(ridge.model_copy(update={"noise": 0.1})).race.same.settled.min()) <= UPDATES


def test_the_failures_of_the_lesson_are_presets() -> None:
    explained, failures = linked(LAB)[:6], linked(LAB)[6:]
    assert explained == ["nine", "axis-0", "axis-20", "axis-45", "noisy", "batches"]
    assert failures == ["diverges", "plateau", "saddle", "basins", "adagrad"]
