"""The loss landscape lab: the surface is the loss, the plane holds what it should, the walks are those of one training."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from pydantic import ValidationError

from lossland.algorithms.surfaces.landscape import points, project
from lossland.engine.codec import decode, encode
from lossland.labs.optimizers.loss_landscape.experiment import REHEARSED
from lossland.labs.optimizers.loss_landscape.params import LossLandscapeParams
from lossland.labs.optimizers.loss_landscape.planes import COARSE
from tests.labs.optimizers.loss_landscape.walks import LAB, act, begun, draw, loss_at, plane, run


def test_the_surface_is_refined_to_the_loss_at_every_point_and_then_stays() -> None:
    s, p = run(0)
    coarse = s.surface.values.clone()
    shares = [float(LAB.step(s, p)["refined"]) for _ in range(30)]
    assert shares[0] < 0.05
    assert shares[25] == shares[-1] == 1
    low, high = s.surface.middle[0] - s.surface.half[0], s.surface.middle[0] + s.surface.half[0]
    view = draw(s, p)["contour"]
    torch.testing.assert_close(view["surface.x"][[0, -1]], torch.stack([low[0], high[0]]))
    for i, j in ((0, 0), (17, 40), (50, 50)):
        ab = torch.stack([view["surface.x"][j], view["surface.y"][i]])[None]
        torch.testing.assert_close(
            s.surface.values[0, 0, i, j], loss_at(s, points(plane(s), ab))[0], rtol=1e-4, atol=1e-5
        )
    done = s.surface.values.clone()
    for _ in range(5):
        LAB.step(s, p)
    assert torch.equal(s.surface.values, done)
    assert not torch.equal(coarse, done)


def test_the_first_surface_is_exact_where_it_was_computed() -> None:
    s, p = run(0, grid=4 * (COARSE - 1) + 1)
    for _ in range(40):
        LAB.step(s, p)
    fine = s.surface.values
    again, _ = run(0, grid=4 * (COARSE - 1) + 1)
    torch.testing.assert_close(again.surface.values[..., ::4, ::4], fine[..., ::4, ::4], rtol=1e-4, atol=1e-5)


def test_the_walk_comes_back_to_the_plane_where_the_rehearsal_ended() -> None:
    s, p = run(0)
    assert float(project(plane(s), s.walk.theta).off.max()) == 0
    farthest = torch.zeros(2)
    for _ in range(REHEARSED["mlp"]):
        row = LAB.step(s, p)
        farthest = torch.maximum(farthest, torch.stack([row["off_1"], row["off_2"]]))
    torch.testing.assert_close(s.walk.theta, s.rehearsal[-1])
    assert float(torch.stack([row["off_1"], row["off_2"]]).max()) < 1e-3
    assert float(farthest.min()) > 0.1
    numbers = draw(s, p)["numbers"]
    assert float(numbers["share"].min()) > 0.9999
    torch.testing.assert_close(numbers["loss"], loss_at(s, s.walk.theta))


def test_another_rate_leads_out_of_the_plane() -> None:
    s, p = run(0)
    p = p.model_copy(update={"first": p.first.model_copy(update={"lr": 0.2})})
    for _ in range(REHEARSED["mlp"]):
        row = LAB.step(s, p)
    assert float(row["off_1"]) > 1
    assert float(row["off_2"]) < 1e-3


@pytest.mark.parametrize("batch_norm", [False, True])
def test_both_networks_share_start_and_random_numbers_and_train_as_if_alone(batch_norm: bool) -> None:
    s, p = run(20, skips="both", depth=3, plane="random", batch_norm=batch_norm)
    assert s.walk.theta.shape[0] == 4
    assert torch.equal(s.rehearsal[0, 0], s.rehearsal[0, 3])
    for f, skips in enumerate(("plain", "residual")):
        alone, _ = run(20, skips=skips, depth=3, plane="random", batch_norm=batch_norm)
        torch.testing.assert_close(s.walk.theta[2 * f : 2 * f + 2], alone.walk.theta, rtol=1e-3, atol=1e-3)
        torch.testing.assert_close(s.surface.values[f], alone.surface.values[0], rtol=0.05, atol=0.02)
    frame = draw(s, p)
    assert torch.equal(frame["surface"]["range"], frame["residual"]["range"])
    low, high = frame["surface"]["range"].tolist()
    drawn = s.surface.values[:, 0].clamp(1e-3, 10)
    assert low <= float(drawn.min()) < float(drawn.max()) <= high + 1e-5


@pytest.mark.parametrize("rate", [0.02, 0.4])
def test_the_surface_grows_with_a_walk_that_leaves_it(rate: float) -> None:
    s, p = run(REHEARSED["mlp"])
    p = p.model_copy(update={"first": p.first.model_copy(update={"lr": rate})})
    half = float(s.surface.half[0])
    for _ in range(120):
        LAB.step(s, p)
        away = (project(plane(s), s.walk.theta).ab - s.surface.middle[0]).abs().max()
        assert float(away) <= float(s.surface.half[0])
    grown = float(s.surface.half[0]) > half
    assert grown == (rate > 0.1)
    assert s.surface.rows == 51
    corner = (s.surface.middle - s.surface.half)[:1]
    torch.testing.assert_close(
        s.surface.values[0, 0, 0, 0], loss_at(s, points(plane(s), corner))[0], rtol=1e-3, atol=1e-4
    )


def test_who_is_out_because_the_square_was_moved_does_not_enlarge_it() -> None:
    s, p = run(5)
    act(s, p, kind="move_centre", a=100.0, b=100.0)
    half = s.surface.half.clone()
    for _ in range(5):
        LAB.step(s, p)
    assert torch.equal(s.surface.half, half)


def test_the_planes_of_the_rehearsal() -> None:
    s, p = run(0, plane="random")
    assert torch.equal(s.surface.centre[0], s.rehearsal[-1, 0])
    share = project(plane(s), s.walk.theta).share
    assert float(share.max()) < 0.2
    pca = p.model_copy(update={"plane": "pca"})
    before = s.surface.values.clone()
    LAB.adopt(s, pca, p)
    shown = draw(s, pca)["contour"]["surface.z"]
    assert not torch.equal(shown, before[0, 0])
    walk = s.rehearsal.flatten(0, 1)
    inside = project(plane(s), walk)
    variance = (walk - walk.mean(0)).square().sum()
    assert float(1 - inside.off.square().sum() / variance) > 0.8


def test_the_middle_moves_and_the_plane_can_be_laid_through_a_ball() -> None:
    s, p = run(30)
    old = s.surface.centre.clone()
    act(s, p, kind="move_centre", a=1.5, b=-0.5)
    assert torch.equal(s.surface.centre, old)
    assert s.surface.rows == 0
    x = draw(s, p)["contour"]["surface.x"]
    assert float(x[25]) == pytest.approx(1.5, abs=1e-4)
    for _ in range(10):
        LAB.step(s, p)
    act(s, p, kind="centre_on", training=1)
    at = project(plane(s), s.walk.theta)
    assert float(at.off[1]) == 0
    view = draw(s, p)["surface"]
    torch.testing.assert_close(view["trail2.z"][-1], view["foot"][1], rtol=1e-4, atol=1e-4)


def test_a_plane_moved_by_hand_is_there_after_a_restore_until_another_one_is_asked_for() -> None:
    s, p = run(30)
    act(s, p, kind="centre_on", training=1)
    act(s, p, kind="move_centre", a=1.5, b=-0.5)
    LAB.step(s, p)
    restored, _ = run(0)
    decode(encode(s), restored, torch.device("cpu"))
    LAB.adopt(restored, p, None)
    for name in ("centre", "D", "middle", "half", "values"):
        assert torch.equal(getattr(restored.surface, name), getattr(s.surface, name)), name
    assert restored.surface.rows == s.surface.rows == 2
    watched = p.model_copy(update={"log": False, "surface_of": "batch", "sharpness": True})
    LAB.adopt(restored, watched, p)
    assert restored.surface.rows == 2
    LAB.adopt(restored, watched.model_copy(update={"reach": 2.0}), watched)
    assert torch.equal(restored.surface.centre[0], restored.rehearsal[0, 0])
    assert restored.surface.rows == 0


@pytest.mark.parametrize(
    ("action", "message"),
    [
        ({"kind": "centre_on", "training": 2}, "no training 2; they are numbered 0 to 1"),
        ({"kind": "move_centre", "panel": 1, "a": 0, "b": 0}, "panel: there is no network 1"),
    ],
)
def test_actions_that_cannot_be_done(action: dict[str, Any], message: str) -> None:
    s, p = run(0)
    with pytest.raises(ValueError, match=message):
        act(s, p, **action)


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"corners": {"first": "end_1", "second": "end_1"}}, "end_1 is named twice"),
        ({"corners": {"third": "end_3"}}, "there is no end_3 of two trainings"),
        ({"grid": 102}, "less than or equal to 101"),
        ({"grid": 12}, "greater than or equal to 13"),
        ({"network": "cnn"}, "needs pictures"),
        ({"second": {"optimizer": "adam", "lr": 0.02}}, "the same in everything"),
    ],
)
def test_bad_input_is_refused_in_words(params: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        LossLandscapeParams.model_validate(params)


def test_checkpoints_that_turn_out_equal_are_refused_in_words() -> None:
    """Rates so small that nothing moves: both ends are the start."""
    tiny: dict[str, Any] = {
        "first": {"optimizer": "sgd", "lr": 1e-12},
        "second": {"optimizer": "momentum", "lr": 1e-12},
    }
    for kind in ("checkpoints", "random", "pca"):
        with pytest.raises(ValueError, match="two of the three checkpoints are equal"):
            run(0, plane=kind, **tiny)


def test_a_diverged_training_is_marked_and_the_others_go_on() -> None:
    s, p = run(0)
    wild = p.model_copy(update={"first": p.first.model_copy(update={"optimizer": "sgd", "lr": 10.0})})
    for _ in range(60):
        row = LAB.step(s, wild)
    kept = s.walk.alive.tolist()
    numbers = draw(s, wild)["numbers"]
    assert [bool(value) for value in torch.isfinite(numbers["loss"])] == kept
    assert all(bool(torch.isfinite(value)) for value in row.values())
    assert kept[1]
    assert float(numbers["loss"][1]) < 0.5


def test_sharpness_is_the_largest_eigenvalue_and_only_measured_when_asked() -> None:
    s, p = run(2, units=4)
    assert bool(draw(s, p)["numbers"]["sharp"].isnan().all())
    still = p.model_copy(update={"sharpness": True, "first": p.first.model_copy(update={"lr": 1e-12})})
    theta = s.walk.theta[0].clone()
    LAB.step(s, still)
    H = torch.autograd.functional.hessian(lambda one: loss_at(s, one[None])[0], theta)  # type: ignore[no-untyped-call]
    largest = float(torch.linalg.eigvalsh(H)[-1])
    assert float(draw(s, p)["numbers"]["sharp"][0]) == pytest.approx(largest, rel=0.02)


def test_a_walk_of_the_lab_is_a_walk_of_one_training() -> None:
    """The second row's moves do not depend on what the first one is."""
    one, _ = run(15)
    other, _ = run(15, first={"optimizer": "rmsprop", "lr": 0.01})
    torch.testing.assert_close(one.walk.theta[1], other.walk.theta[1], rtol=1e-4, atol=1e-5)


@pytest.mark.seeds(6)
@pytest.mark.parametrize(("slug", "training", "right"), [("two-optimizers", 0, 1), ("blind-plane", 1, 2)])
def test_what_the_predictions_say_comes_true(slug: str, training: int, right: int, seed: int) -> None:
    """Distances by least squares in double precision; the marked answer holds for every seed, and with room to spare."""
    asked = LAB.predictions[slug]
    assert asked.steps == REHEARSED["mlp"]
    p = LossLandscapeParams.model_validate(next(one for one in LAB.presets if one.slug == slug).params)
    s = begun(p, seed)
    assert s.walk.theta.shape[1] == 354
    D = s.surface.D[0].double().T  # (P, 2)
    highest = 0.0
    for step in range(asked.steps):
        row = LAB.step(s, p)
        away = (s.walk.theta[training] - s.surface.centre[0]).double()
        off = away - D @ torch.linalg.lstsq(D, away[:, None]).solution[:, 0]
        share = 1 - float(off @ off) / float(away @ away)
        assert float(row[f"off_{training + 1}"]) == pytest.approx(float(off.norm()), abs=2e-3)
        assert float(row[f"in_{training + 1}"]) == pytest.approx(share, abs=2e-3)
        highest = max(highest, float(row[asked.metric]))
        if slug == "two-optimizers" and float(row["off_1"]) == highest:
            at = step
    least = [option.least for option in asked.options]
    assert right == next(i for i, value in enumerate(least) if value is None or highest >= value)
    if slug == "two-optimizers":
        assert 6.5 < float((s.rehearsal[-1, 0] - s.rehearsal[0, 0]).norm()) < 9.5
        assert 1.5 < highest < 3.5
        assert 10 < at < 60
    else:
        assert highest < 0.06
