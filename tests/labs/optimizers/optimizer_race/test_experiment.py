"""The optimizer race: its cursor, its races, its refusals and what the lesson says."""

from __future__ import annotations

import pytest
import torch
from pydantic import ValidationError

from lossland.algorithms.surfaces.textbook import landscape
from lossland.lab.text import T
from lossland.labs.optimizers.optimizer_race.experiment import rates_of, surface_of
from lossland.labs.optimizers.optimizer_race.params import UPDATES
from lossland.registry import lesson
from tests.labs.optimizers.optimizer_race.states import LAB, begun, params, preset


def test_a_step_moves_the_cursor_and_the_run_ends_after_300() -> None:
    p = params()
    s = begun(p)
    for t in range(UPDATES):
        assert not LAB.done(s, p)
        row = LAB.step(s, p)
        assert s.t == t + 1
    assert LAB.done(s, p)
    assert float(row["lowest"]) == pytest.approx(float(s.race.same.loss.nan_to_num(torch.inf).min()))
    assert float(row["lowest_best"]) == pytest.approx(float(s.race.best.loss.nan_to_num(torch.inf).min()))


@pytest.mark.seeds(4)
@pytest.mark.parametrize(("slug", "same", "best"), [("ravine", 2, 3), ("plateau", 2, None)])
def test_what_the_predictions_say_comes_true(slug: str, same: int, best: int | None, seed: int) -> None:
    p = preset(slug)
    s = begun(p, seed)
    rows = [LAB.step(s, p) for _ in range(UPDATES)]
    height = s.race.same.loss.nan_to_num(torch.inf)  # (T + 1, R)
    for t in (50, 104, 200, UPDATES):
        below = [bool((height[t:, r] <= 1e-3 * height[0, r]).all()) for r in range(height.shape[1])]
        assert float(rows[t - 1]["home"]) == sum(below)
    assert float(rows[-1]["home"]) == same
    if best is not None:
        assert float(rows[-1]["home_best"]) == best
        assert int(s.race.best.settled[2]) <= int(s.race.best.settled.min()) + 4  # Adam arrives with the first
    asked = LAB.predictions[slug]
    assert asked.metric == "home"
    slow = p.model_copy(update={"slow": True})
    s = begun(slow)
    steps = 0
    while not LAB.done(s, slow):
        LAB.step(s, slow)
        steps += 1
    assert steps == asked.steps  # in slow motion, too, the answer waits for the end
    assert sum(option.least is not None and option.least > same for option in asked.options) == 1  # the second is right


def test_a_live_change_redraws_at_the_cursor_without_a_reset() -> None:
    p, moved = params(), params(surface={"kind": "quadratic", "start_x": 2.0, "start_y": -1.0}, alpha=0.005)
    s = begun(p)
    for _ in range(10):
        LAB.step(s, p)
    LAB.adopt(s, moved, p)
    changed, fresh = LAB.draw(s, moved), begun(moved)
    for _ in range(10):
        LAB.step(fresh, moved)
    expected = LAB.draw(fresh, moved)
    assert s.t == 10
    for view, arrays in expected.items():
        for name, tensor in arrays.items():
            assert torch.allclose(changed[view][name].double(), tensor.double(), equal_nan=True), (view, name)
    LAB.step(s, moved)
    LAB.step(fresh, moved)
    assert torch.equal(s.race.same.loss.nan_to_num(), fresh.race.same.loss.nan_to_num())


def test_only_what_the_race_depends_on_makes_it_anew() -> None:
    p = params()
    s = begun(p)
    race = s.race
    for name, value in {"slow": True, "racer": 1, "which": "best", "height": "linear", "basins": True}.items():
        p, old = p.model_copy(update={name: value}), p
        LAB.adopt(s, p, old)
        assert s.race is race, name
    LAB.adopt(s, p.model_copy(update={"noise": 0.5}), p)
    assert s.race is not race


def test_basins_are_made_when_asked_for_and_follow_the_racer_looked_at_but_not_the_start() -> None:
    p = params(surface={"kind": "himmelblau"}, noise=0.0)
    s = begun(p)
    assert s.basins is None
    asked = p.model_copy(update={"basins": True})
    LAB.adopt(s, asked, p)
    found = s.basins
    dragged = asked.model_copy(update={"surface": asked.surface.model_copy(update={"start_x": 1.0})})
    LAB.adopt(s, dragged, asked)
    assert s.basins is found is not None
    first = dragged.model_copy(update={"racer": 1})
    LAB.adopt(s, first, dragged)
    assert s.basins is not found
    assert s.basins is not None
    assert torch.equal(s.basins.minimum, begun(first).basins.minimum)
    LAB.adopt(s, p, first)
    assert s.basins is None


def test_a_start_without_a_value_is_a_run_without_metrics() -> None:
    p = params(surface={"kind": "formula", "formula": "log(x)", "start_x": -2.0})
    s = begun(p)
    assert LAB.step(s, p) == {}
    frame = LAB.draw(s, p)
    assert frame["same"]["rest0.x"].isnan().all()
    assert frame["same"]["ground.z"][:, :42].isnan().all()
    corner = params(surface={"kind": "formula", "formula": "log(x-4.7)"})  # finite nowhere near the start
    LAB.draw(begun(corner), corner)


def test_all_racers_at_their_own_rates() -> None:
    p = params(alpha=0.3, racers=[{"method": "adam"}, {"method": "adam", "alpha": 0.7}])
    assert [k.alpha for k in rates_of(p)] == [0.3, 0.7]
    assert LAB.draw(begun(p), p)["table"]["rate"].tolist() == pytest.approx([0.3, 0.7])


def test_there_are_1_to_12_racers() -> None:
    params(racers=[{"method": "sgd"}] * 12)
    for count in (0, 13):
        with pytest.raises(ValidationError, match="racers"):
            params(racers=[{"method": "sgd"}] * count)


def test_a_start_outside_of_the_window_is_refused_at_its_control() -> None:
    with pytest.raises(ValidationError) as caught:
        params(surface={"kind": "rosenbrock", "start_x": 7.0})
    assert caught.value.errors()[0]["loc"] == ("surface", "rosenbrock", "start_x")


@pytest.mark.parametrize(
    "text", ["x +", "1/0", "sqrt(0-1-x^2)", "exp(exp(99))", "foo(x)", "x.__class__", "x^999", "9" * 10_000, ""]
)
def test_a_wrong_formula_is_refused_at_its_control(text: str) -> None:
    with pytest.raises(ValidationError) as caught:
        params(surface={"kind": "formula", "formula": text})
    error = caught.value.errors()[0]
    assert error["loc"] == ("surface", "formula", "formula")
    if error["type"] == "value_error":
        assert isinstance(error["ctx"]["error"].args[0], T)


def test_the_forms_differ_and_the_noise_is_every_racers() -> None:
    course, library = (begun(params(form=form)).race.same.theta for form in ("course", "library"))
    assert torch.equal(course[:, 0], library[:, 0])
    assert not torch.allclose(course[:20, 1], library[:20, 1])
    p = params(noise=1.0, racers=[{"method": "sgd"}, {"method": "sgd"}])
    path = begun(p).race.same.theta
    assert torch.allclose(path[:, 0], path[:, 1], atol=1e-12)
    assert not torch.allclose(path, begun(p, seed=1).race.same.theta)


def test_mini_batches_lead_out_of_a_valley_in_which_all_data_keep_gradient_descent() -> None:
    p = preset("batches")
    whole = p.model_copy(update={"surface": p.surface.model_copy(update={"batch": 30})})
    few, full = begun(p), begun(whole)
    assert float(few.race.same.loss[-1, 0]) < 0.5
    assert float(full.race.same.loss[-1, 0]) > 2.0
    assert torch.equal(few.race.same.theta, begun(p).race.same.theta)
    assert not torch.equal(few.race.same.theta, begun(p, seed=1).race.same.theta)
    LAB.adopt(few, whole, p)  # a live change
    changed = LAB.draw(few, whole)["same"]
    assert torch.equal(changed["rest0.x"], LAB.draw(full, whole)["same"]["rest0.x"])


def test_the_gabor_models_noise_is_that_of_its_batches_alone() -> None:
    p = preset("gabor")
    loud = p.model_copy(update={"noise": 5.0})
    assert p.surface.batch == p.surface.count
    assert torch.equal(begun(p).race.same.theta, begun(loud).race.same.theta)
    s = begun(p)
    used, places = s.race.same_trace.g[:, 0], s.race.same.theta[:-1, 0]  # (T, 2) each
    assert torch.allclose(used, landscape(surface_of(s, p)).gradient(places))


def test_the_numbers_of_the_lesson_are_those_of_the_lab() -> None:
    """105 steps for gradient descent, Adam not at all; at their best 71, 67 and 63."""
    race = begun(params()).race
    assert race.same.settled.tolist()[0] == 105
    assert race.same.settled.tolist()[2] == UPDATES + 1
    assert race.best.settled.tolist() == [71, 67, 63]
    assert float(race.best_rate[2]) == pytest.approx(2.15, abs=0.01)
    for lang in ("en", "zh"):
        text = lesson(LAB, lang)
        assert all(number in text for number in ("105", "71", "67", "63", "2.15"))
        assert ("10{,}201" if lang == "en" else "10201") in text


def test_past_the_limit_only_gradient_descent_leaves() -> None:
    race = begun(preset("diverges")).race
    assert (race.same.left <= UPDATES).tolist() == [True, False, False]


def test_on_the_plateau_only_those_who_divide_arrive() -> None:
    race = begun(preset("plateau")).race
    assert (race.same.settled <= UPDATES).tolist() == [False, False, True, True]
