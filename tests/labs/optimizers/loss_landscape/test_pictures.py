"""The pictures of the loss landscape lab: balls are where the networks are, the slice passes through them."""

from __future__ import annotations

import itertools

import pytest
import torch

from lossland.algorithms.surfaces.landscape import points, project
from lossland.lab.views import Curves, Plot, Relief
from lossland.labs.optimizers.loss_landscape.params import LossLandscapeParams
from tests.labs.optimizers.loss_landscape.walks import LAB, begun, draw, loss_at, plane, run


@pytest.mark.parametrize("log", [True, False])
def test_balls_are_at_their_true_loss_and_stems_end_on_the_surface(log: bool) -> None:
    s, p = run(12)
    view = draw(s, p, log=log)["surface"]
    assert view["log"].tolist() == [log]
    at = project(plane(s), s.walk.theta)
    true, feet = loss_at(s, s.walk.theta), loss_at(s, points(plane(s), at.ab))
    for i in range(2):
        torch.testing.assert_close(view[f"trail{i + 1}.z"][-1], true[i], rtol=1e-4, atol=1e-5)
        torch.testing.assert_close(view[f"trail{i + 1}.x"][-1], at.ab[i, 0])
        torch.testing.assert_close(view["foot"][i], feet[i], rtol=1e-4, atol=1e-5)
    assert float((true - feet).abs().max()) > 1e-3


def test_the_surface_of_a_mini_batch_changes_with_it() -> None:
    s, p = run(3)
    first = draw(s, p, surface_of="batch")["contour"]["surface.z"]
    LAB.step(s, p)
    assert s.batch.shape == (2, 28)  # the second half of the second epoch
    second = draw(s, p, surface_of="batch")["contour"]["surface.z"]
    assert first.shape == second.shape == (21, 21)
    assert not torch.allclose(first, second)


def test_the_slice_passes_through_both_trainings() -> None:
    s, p = run(25, starts="own")
    view = draw(s, p)["slice"]
    true = loss_at(s, s.walk.theta)
    torch.testing.assert_close(torch.cat([view["end1.y"], view["end2.y"]]), true[:2], rtol=1e-4, atol=1e-4)
    at = [int((view["train.x"] - t).abs().argmin()) for t in (0.0, 1.0)]
    torch.testing.assert_close(view["train.y"][at], true[:2], rtol=1e-4, atol=1e-4)
    inset = draw(s, p)["surface"]
    torch.testing.assert_close(inset["straight.z"][at], true[:2], rtol=1e-4, atol=1e-4)


def test_test_error_with_batch_norm_uses_the_statistics_of_training() -> None:
    s, p = run(10, batch_norm=True)
    one = draw(s, p)["numbers"]["error"]
    s.x_test, s.y_test = s.x_test[:, :7], s.y_test[:, :7]
    few = draw(s, p)["numbers"]["error"]
    assert set((few * 7).round(decimals=3).tolist()) <= {float(i) for i in range(8)}
    assert float((one - few).abs().max()) < 0.6


def test_three_trainings_are_named_by_their_optimizers() -> None:
    p = LossLandscapeParams.model_validate(
        {"trainings": "three", "corners": {"first": "end_1", "second": "end_2", "third": "end_3"}}
    )
    view = LAB.figures(p)["surface"]
    assert isinstance(view, Relief)
    names = ["1: Adam", "2: Momentum", "3: SGD"]
    assert [str(ball.name) for ball in view.balls] == names
    curves = LAB.figures(p)["loss"]
    assert isinstance(curves, Curves)
    assert [str(name) for name in curves.names] == names
    s, p = run(5, **p.model_dump(mode="json"))
    assert float(project(plane(s), s.rehearsal[-1]).off.max()) < 1e-4


def test_two_seeds_have_a_barrier_between_them() -> None:
    preset = next(one for one in LAB.presets if one.slug == "two-seeds")
    p = LossLandscapeParams.model_validate(preset.params)
    s = begun(p)
    s.walk.theta.copy_(s.rehearsal[-1])
    height = draw(s, p)["slice"]["train.y"][8:25]
    assert float(height.max()) > 5 * float(torch.stack([height[0], height[-1]]).max())


def test_the_axis_of_the_slice_holds_its_curves_and_has_a_whole_number_at_every_tick() -> None:
    s, p = run(25, starts="own")
    view = draw(s, p)["slice"]
    low, high = view["yaxis.range"].tolist()
    drawn = torch.cat([view["train.y"], view["test.y"]]).log10()
    assert low < float(drawn.min()) < float(drawn.max()) < high
    picture = LAB.figures(p)["slice"]
    assert isinstance(picture, Plot)
    axis = picture.figure.layout.yaxis
    assert [float(text) for text in axis.ticktext] == list(axis.tickvals)
    assert max(b / a for a, b in itertools.pairwise(axis.tickvals)) < 10 ** (high - low)
    balls = [trace for trace in picture.figure.data if trace.uid.startswith("end")]
    assert [(*ball.text, ball.showlegend) for ball in balls] == [("1", False), ("2", False)]
    assert picture.figure.layout.margin.t >= 44, "two rows of a legend"
