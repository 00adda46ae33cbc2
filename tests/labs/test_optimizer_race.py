"""The optimizer race: its cursor, its pictures, its formula and what the lesson says."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from pydantic import ValidationError

from lossland.algorithms.surfaces.textbook import WINDOWS, landscape
from lossland.lab.text import T
from lossland.lab.views import Plot
from lossland.labs.optimizers.optimizer_race.lab import OptimizerRace, State, rates_of, surface_of
from lossland.labs.optimizers.optimizer_race.params import UPDATES
from lossland.labs.optimizers.optimizer_race.pictures.tabs import LONGER
from lossland.registry import labs, lesson

LAB = labs()["optimizer-race"]
assert isinstance(LAB, OptimizerRace)
KINDS = list(WINDOWS)


def params(**changes: Any) -> Any:
    return LAB.Params.model_validate(changes)


def begun(p: Any, seed: int = 0) -> State:
    state = LAB.start(p, torch.Generator().manual_seed(seed), torch.device("cpu"))
    assert isinstance(state, State)
    return state


def preset(slug: str) -> Any:
    return params(**next(dict(one.params) for one in LAB.presets if one.slug == slug))


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


def test_slow_motion_takes_four_steps_for_an_update_and_shows_one_part_more_in_each() -> None:
    p = params(slow=True)
    s = begun(p)
    shown = []
    for _ in range(8):
        frame = LAB.draw(s, p)["slow"]
        shown.append(
            [name for name in ("gradient", "momentum", "scaling", "move") if frame[f"{name}.x"].isfinite().all()]
        )
        LAB.step(s, p)
    assert [len(part) for part in shown] == [0, 1, 2, 3, 4, 1, 2, 3]
    assert shown[3] == ["gradient", "momentum", "scaling"]
    assert s.t == 2


def test_the_step_arrow_is_the_step_and_the_others_are_directions() -> None:
    p = params()
    s = begun(p)
    for _ in range(5):
        LAB.step(s, p)
    frame = LAB.draw(s, p)["slow"]
    before, after = s.race.same.theta[4, 2], s.race.same.theta[5, 2]
    assert frame["here.x"].tolist() == [float(before[0])]
    assert [float(frame["move.x"][1]), float(frame["move.y"][1])] == pytest.approx(after.tolist())
    length = float(torch.linalg.vector_norm(after - before))
    gradient = landscape(surface_of(p, s.data)).gradient(before)
    arrow = torch.stack([frame["gradient.x"].diff(), frame["gradient.y"].diff()]).flatten()
    assert float(torch.linalg.vector_norm(arrow)) == pytest.approx(LONGER * length)
    assert float(torch.nn.functional.cosine_similarity(arrow, -gradient, dim=0)) == pytest.approx(1, abs=1e-3)


def test_a_live_change_redraws_at_the_cursor_without_a_reset() -> None:
    p, moved = params(), params(surface={"kind": "quadratic", "start_x": 2.0, "start_y": -1.0}, alpha=0.005)
    s = begun(p)
    for _ in range(10):
        LAB.step(s, p)
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


@pytest.mark.parametrize("kind", KINDS)
def test_every_surface_draws_its_racers_in_its_window(kind: str) -> None:
    p = params(surface={"kind": kind}, alpha=0.002)
    s = begun(p)
    frame = LAB.draw(s, p)
    left, right, low, high = WINDOWS[kind]
    ground = frame["same"]
    assert (float(ground["ground.x"][0]), float(ground["ground.x"][-1])) == (left, right)
    assert (float(ground["ground.y"][0]), float(ground["ground.y"][-1])) == (low, high)
    assert ground["ground.z"].shape == (65, 65)
    assert ground["rest0.x"].shape == (UPDATES + 1,)
    assert float(ground["rest0.x"][0]) == pytest.approx(p.surface.start_x)
    row, column = 20, 33
    value = landscape(surface_of(p, s.data)).value(torch.stack([ground["ground.x"][column], ground["ground.y"][row]]))
    linear = LAB.draw(s, p.model_copy(update={"height": "linear"}))["same"]["ground.z"]
    assert float(linear[row, column] - linear.min()) == pytest.approx(
        float(value - landscape(surface_of(p, s.data)).value(_lowest_cell(ground, linear))), rel=1e-6, abs=1e-9
    )


def _lowest_cell(ground: Any, heights: torch.Tensor) -> torch.Tensor:
    at = int(heights.argmin())
    return torch.stack([ground["ground.x"][at % 65], ground["ground.y"][at // 65]])


def test_the_walked_part_and_the_rest_make_the_whole_path() -> None:
    p = params()
    s = begun(p)
    for _ in range(7):
        LAB.step(s, p)
    frame = LAB.draw(s, p)["best"]
    whole = torch.cat([frame["path1.x"][:-1], frame["rest1.x"]])
    assert torch.equal(whole, s.race.best.theta[:, 1, 0].float())
    assert frame["ball.x"].tolist() == s.race.best.theta[7, :, 0].float().tolist()


def test_who_left_is_crossed_out_and_said_in_the_table() -> None:
    p = preset("diverges")
    s = begun(p)
    while not LAB.done(s, p):
        row = LAB.step(s, p)
        assert all(torch.isfinite(value) for value in row.values())
    frame = LAB.draw(s, p)
    assert frame["same"]["left.x"].isfinite().tolist() == [True, False, False]
    assert frame["table"]["left"].isfinite().tolist() == [True, False, False]
    left, right, low, high = WINDOWS["quadratic"]
    assert left <= float(frame["same"]["left.x"][0]) <= right
    assert low <= float(frame["same"]["left.y"][0]) <= high


def test_a_start_without_a_value_is_a_run_without_metrics() -> None:
    p = params(surface={"kind": "formula", "formula": "log(x)", "start_x": -2.0})
    s = begun(p)
    assert LAB.step(s, p) == {}
    frame = LAB.draw(s, p)
    assert frame["same"]["rest0.x"].isnan().all()
    assert frame["same"]["ground.z"][:, :32].isnan().all()
    nowhere = params(surface={"kind": "formula", "formula": "sqrt(0-1-x^2)"})
    LAB.draw(begun(nowhere), nowhere)


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


@pytest.mark.parametrize("text", ["x +", "foo(x)", "x.__class__", "x^999", "9" * 10_000, ""])
def test_a_wrong_formula_is_refused_at_its_control(text: str) -> None:
    with pytest.raises(ValidationError) as caught:
        params(surface={"kind": "formula", "formula": text})
    error = caught.value.errors()[0]
    assert error["loc"] == ("surface", "formula", "formula")
    if error["type"] == "value_error":
        assert isinstance(error["ctx"]["error"].args[0], T)


def test_basins_are_coloured_by_the_known_minimum() -> None:
    p = preset("basins")
    frame = LAB.draw(begun(p), p)["basins"]
    assert frame["map"].shape == (101, 101)
    assert LAB.draw(begun(params()), params())["basins"] == {}
    near = {(3.0, 2.0): 0, (-2.8, 3.1): 1, (-3.8, -3.3): 2, (3.6, -1.8): 3}
    for (x, y), number in near.items():
        assert int(frame["map"][round((y + 6) / 12 * 100), round((x + 6) / 12 * 100)]) == number
    assert int(frame["sure"].max()) > int(frame["sure"].min())


def test_rates_and_numbers_of_racers_do_not_shape_the_figures() -> None:
    def plain(p: Any) -> Any:
        return {name: view.model_dump(mode="json") for name, view in LAB.figures(p).items()}

    moved = {"kind": "quadratic", "start_x": 1.0, "start_y": 2.0, "kappa": 3.0, "angle": 7.0}
    racers = [{"method": m, "alpha": 0.5, "beta": 0.1, "rho": 0.2, "decay": 0.3} for m in ("sgd", "momentum", "adam")]
    assert plain(params(surface=moved, racers=racers)) == plain(params())


def test_both_pictures_have_the_same_draggable_start() -> None:
    figures = LAB.figures(params())
    for name in ("same", "best"):
        view = figures[name]
        assert isinstance(view, Plot)
        drag = next(gesture for gesture in view.gestures if gesture.on == "drag")
        assert (drag.action, drag.trace, drag.x, drag.y) == (
            "set_params",
            "start",
            "surface.start_x",
            "surface.start_y",
        )


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
    changed = LAB.draw(few, whole)["same"]  # a live change
    assert torch.equal(changed["rest0.x"], LAB.draw(full, whole)["same"]["rest0.x"])


def test_the_gabor_models_noise_is_that_of_its_batches_alone() -> None:
    p = preset("gabor")
    loud = p.model_copy(update={"noise": 5.0})
    assert p.surface.batch == p.surface.count
    assert torch.equal(begun(p).race.same.theta, begun(loud).race.same.theta)
    s = begun(p)
    used, places = s.race.same_trace.g[:, 0], s.race.same.theta[:-1, 0]  # (T, 2) each
    assert torch.allclose(used, landscape(surface_of(p, s.data)).gradient(places))


def test_the_numbers_of_the_lesson_are_those_of_the_lab() -> None:
    """104 steps for gradient descent, Adam not at all; at their best 71, 67 and 63."""
    race = begun(params()).race
    assert race.same.settled.tolist()[0] == 104
    assert race.same.settled.tolist()[2] == UPDATES + 1
    assert race.best.settled.tolist() == [71, 67, 63]
    assert float(race.best_rate[2]) == pytest.approx(2.15, abs=0.01)
    for lang in ("en", "zh"):
        text = lesson(LAB, lang)
        assert all(number in text for number in ("104", "71", "67", "63", "2.15", "10201"))


def test_past_the_limit_only_gradient_descent_leaves() -> None:
    race = begun(preset("diverges")).race
    assert (race.same.left <= UPDATES).tolist() == [True, False, False]


def test_on_the_plateau_only_those_who_divide_arrive() -> None:
    race = begun(preset("plateau")).race
    assert (race.same.settled <= UPDATES).tolist() == [False, False, True, True]
