"""The pictures of the optimizer race: paths, arrows, the surface, basins."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from lossland.algorithms.optimizers.race import GOAL
from lossland.algorithms.surfaces.textbook import WINDOWS, ground, landscape
from lossland.lab.views import Plot
from lossland.labs.optimizers.optimizer_race.experiment import surface_of
from lossland.labs.optimizers.optimizer_race.params import UPDATES
from lossland.labs.optimizers.optimizer_race.pictures.arrows import LENGTHS, ORDER
from tests.labs.optimizers.optimizer_race.states import LAB, begun, params, preset

KINDS = list(WINDOWS)


def test_slow_motion_takes_four_steps_for_an_update_and_shows_one_part_more_in_each() -> None:
    p = params(slow=True)
    s = begun(p)
    shown = []
    for _ in range(8):
        frame = LAB.draw(s, p)["best"]
        shown.append([name for name in ORDER if frame[f"{name}.x"].isfinite().all()])
        LAB.step(s, p)
    assert [len(part) for part in shown] == [0, 1, 2, 3, 4, 1, 2, 3]
    assert shown[3] == ["gradient", "mean", "scaling"]
    assert s.t == 2
    assert frame["slow.update"].item() == 2
    assert not LAB.draw(s, p)["same"]["gradient.x"].isfinite().all()


def test_the_arrows_point_where_the_update_goes_from_the_ball() -> None:
    p = params(slow=True)
    s = begun(p)
    for _ in range(5 * 4):
        LAB.step(s, p)
    frame = LAB.draw(s, p)["best"]
    before, after = s.race.best.theta[4, 2], s.race.best.theta[5, 2]

    def arrow(name: str) -> torch.Tensor:
        assert frame[f"{name}.x"][0].item() == pytest.approx(float(before[0]))
        return torch.stack([frame[f"{name}.x"].diff(), frame[f"{name}.y"].diff()]).flatten()

    for name, way in (
        ("gradient", -landscape(surface_of(s, p)).gradient(before)),
        ("step", after - before),
    ):
        assert float(torch.nn.functional.cosine_similarity(arrow(name), way, dim=0)) == pytest.approx(1, abs=1e-3)
        assert float(torch.linalg.vector_norm(arrow(name))) == pytest.approx(8 * LENGTHS[name])


@pytest.mark.parametrize("kind", KINDS)
def test_the_finish_is_as_low_as_the_goal(kind: str) -> None:
    p = params(surface={"kind": kind})
    s = begun(p)
    outline = torch.stack([LAB.draw(s, p)["best"][f"finish.{axis}"] for axis in "xy"], -1)
    edge = outline[outline.isfinite().all(-1)]
    goal = GOAL * s.race.same.loss[0, 0]
    heights = landscape(surface_of(s, p)).value(edge.double()) - ground(surface_of(s, p), 65).lowest
    left, right, _, _ = WINDOWS[kind]
    near = (edge - edge.mean(0)).norm(dim=-1) < right - left  # not where the picture ends first
    assert bool((heights[near] < 2 * goal + 1e-9).all())


def test_those_who_are_home_are_ranked_and_stand_round_the_star() -> None:
    p = params()
    s = begun(p)
    while s.t < int(s.race.best.settled.max()):
        LAB.step(s, p)
    frame = LAB.draw(s, p)["best"]
    order = frame["rank.order"].tolist()
    assert frame["rank.value"][order].tolist() == sorted(s.race.best.settled.tolist())
    balls = torch.stack([torch.stack([frame[f"ball{r}.x"][0], frame[f"ball{r}.y"][0]]) for r in range(3)])
    assert float(torch.pdist(balls).min()) > 0.3
    assert LAB.step(s, p)["winner_best"].item() == min(s.race.best.settled.tolist())


def test_two_that_are_home_far_from_the_star_do_not_cover_each_other() -> None:
    p = params()
    s = begun(p)
    while s.t < 150:
        LAB.step(s, p)
    now, home = s.race.same.theta[s.t], s.race.same.settled <= s.t
    assert home.tolist() == [True, True, False]
    assert float((now[0] - now[1]).norm()) < 0.1
    frame = LAB.draw(s, p)["same"]
    balls = torch.stack([torch.stack([frame[f"ball{r}.x"][0], frame[f"ball{r}.y"][0]]) for r in range(3)])
    assert float((balls[0] - balls[1]).norm()) > 0.3
    assert float((balls[:2] - now[:2]).norm(dim=1).max()) < 0.5
    assert torch.allclose(balls[2], now[2])


def test_no_light_edge_lies_on_a_path() -> None:
    picture = LAB.figures(params())["same"]
    assert isinstance(picture, Plot)
    order = [trace.uid.rstrip("0123456789") for trace in picture.figure.data]
    assert max(order.index("casing") + 2, order.index("dots") + 2) < order.index("path")
    assert order.index("casing") < order.index("dots")


def test_colours_and_kinds_of_line_are_named_before_the_race() -> None:
    p = params()
    s = begun(p)
    frame = LAB.draw(s, p)["same"]
    assert frame["rank.order"].tolist() == [0, 1, 2]
    assert frame["rank.value"].isnan().all()
    assert "rank.shown" not in frame
    loss = LAB.figures(p)["loss"]
    assert isinstance(loss, Plot)
    assert ["solid" in note.text and "dotted" in note.text for note in loss.notes] == [True]


@pytest.mark.parametrize("kind", KINDS)
def test_every_surface_draws_its_racers_in_its_window(kind: str) -> None:
    p = params(surface={"kind": kind}, alpha=0.002)
    s = begun(p)
    frame = LAB.draw(s, p)
    left, right, low, high = WINDOWS[kind]
    ground = frame["same"]
    assert float(ground["ground.x"][0]) < left < right < float(ground["ground.x"][-1])
    assert float(ground["ground.y"][0]) < low < high < float(ground["ground.y"][-1])
    assert ground["ground.z"].shape == (85, 85)
    assert ground["rest0.x"].shape == (UPDATES + 1,)
    assert float(ground["rest0.x"][0]) == pytest.approx(p.surface.start_x)
    row, column = 20, 33
    value = landscape(surface_of(s, p)).value(torch.stack([ground["ground.x"][column], ground["ground.y"][row]]))
    linear = LAB.draw(s, p.model_copy(update={"height": "linear"}))["same"]["ground.z"]
    assert float(linear[row, column] - linear.min()) == pytest.approx(
        float(value - landscape(surface_of(s, p)).value(_lowest_cell(ground, linear))), rel=1e-6, abs=1e-9
    )


def _lowest_cell(ground: Any, heights: torch.Tensor) -> torch.Tensor:
    at = int(heights.argmin())
    return torch.stack([ground["ground.x"][at % 85], ground["ground.y"][at // 85]])


def test_the_walked_part_and_the_rest_make_the_whole_path() -> None:
    p = params()
    s = begun(p)
    for _ in range(7):
        LAB.step(s, p)
    frame = LAB.draw(s, p)["best"]
    whole = torch.cat([frame["path1.x"][:-1], frame["rest1.x"]])
    assert torch.equal(whole, s.race.best.theta[:, 1, 0].float())
    assert [frame[f"ball{r}.x"].item() for r in range(3)] == pytest.approx(s.race.best.theta[7, :, 0].tolist())


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


def test_basins_are_coloured_by_the_known_minimum() -> None:
    p = preset("basins")
    frame = LAB.draw(begun(p), p)["basins"]
    assert frame["map"].shape == (101, 101)
    assert list(LAB.draw(begun(params()), params())["basins"]) == ["shown"]
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
