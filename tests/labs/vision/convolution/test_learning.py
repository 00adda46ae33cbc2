"""The filter that is learned beside its target: what is shown of both, and what a picture cannot tell."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from torch import nn

from lossland.lab.views import Images
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.pictures.filters import STATIONS
from lossland.labs.vision.convolution.state import Learned
from tests.labs.vision.convolution.computed import LAB, computed, drawn, preset
from tests.support.examples import examples


def learned(**params: object) -> Learned:
    made = computed(study="learning", **params).learned
    assert made is not None
    return made


def of_preset(slug: str, **more: object) -> Learned:
    return learned(**{name: value for name, value in (preset(slug) | more).items() if name != "study"})


@given(st.lists(st.floats(-10, 10, width=16), min_size=9, max_size=9))
@examples(20)
def test_descent_finds_any_target_that_is_typed(goal: list[float]) -> None:
    made = learned(noise=True, goal="own", goal_weights=goal)
    assert made.goal.flatten().tolist() == goal
    theirs = nn.functional.conv2d(made.x[None], made.goal[None, None])[0, 0]
    torch.testing.assert_close(made.target, theirs)
    torch.testing.assert_close(made.way[-1], made.goal.flatten())


@pytest.mark.parametrize("count", [1, 8, 10, 25])
def test_a_target_has_nine_numbers(count: int) -> None:
    with pytest.raises(ValidationError):
        ConvolutionParams(goal_weights=[1.0] * count)


@pytest.mark.parametrize("update", [0, 7, 200])
@pytest.mark.parametrize("goal", ["sobel", "gauss", "scharr"])
def test_target_learned_and_way_are_on_one_scale_about_0_that_no_update_changes(goal: str, update: int) -> None:
    frames = drawn(study="learning", size=40, goal=goal, update=update)
    arrays, made = frames["filters"], learned(size=40, goal=goal)
    low, high = arrays["weights.range"].tolist()
    assert low == -high
    shown = torch.stack([arrays[name] for name in ("goal", "w", "off", *(f"w{t}" for t in STATIONS))])
    assert shown.abs().max() <= high + 1e-6
    torch.testing.assert_close(arrays["w"], made.way[update].view(3, 3))
    torch.testing.assert_close(arrays["off"], arrays["w"] - arrays["goal"])
    assert arrays["here.worst"].item() == arrays["off"].abs().max()
    last = drawn(study="learning", size=40, goal=goal, update=100)
    for view in ("filters", "learning", "terms"):
        assert frames[view]["weights.range"].tolist() == last[view]["weights.range"].tolist() == [low, high]
    assert frames["learning"]["outputs.range"].tolist() == last["learning"]["outputs.range"].tolist()


def test_a_typed_number_goes_into_the_target() -> None:
    figure = LAB.figures(ConvolutionParams(study="learning"))["filters"]
    assert isinstance(figure, Images)
    assert (figure.typed, figure.typed_kind, figure.tiles[0].uid) == ("goal_weights", "goal", "goal")


def test_a_level_picture_tells_the_sum_only() -> None:
    made = of_preset("learned-flat")
    assert made.told == 1
    assert made.costs[1] < 1e-20 * made.costs[0], "after one update the output is right"
    assert made.way[-1].sum() == pytest.approx(1)
    assert (made.way[-1] - made.goal.flatten()).abs().max() > 5
    moved = made.way[-1] - made.way[0]
    torch.testing.assert_close(moved, moved[0].expand(9), msg="all nine move alike")


def test_the_step_of_the_course_tells_three_sums() -> None:
    made = of_preset("learned-columns")
    assert made.told == 3
    columns = made.way[-1].view(3, 3).sum(0)
    torch.testing.assert_close(columns, torch.tensor([4.0, 0, -4], dtype=columns.dtype), rtol=0, atol=1e-3)
    moved = (made.way[-1] - made.way[0]).view(3, 3)
    torch.testing.assert_close(moved, moved[:1].expand(3, -1), msg="all rows move alike")
    assert (made.way[-1] - made.goal.flatten()).abs().max() == pytest.approx(0.8, abs=0.05)


def test_nothing_is_learned_from_a_picture_of_zeros() -> None:
    made = of_preset("learned-flat", centred=True)
    assert made.told == 0
    assert bool((made.way == made.way[0]).all())
    frames = drawn(**preset("learned-flat") | {"centred": True})
    assert frames["filters"]["blind.count"].item() == 9
    for arrays in frames.values():
        for name, value in arrays.items():
            assert not bool(value.double().isinf().any()), name


def test_what_cannot_be_told_is_said_and_nothing_else() -> None:
    for slug, count in (("learned-flat", 8), ("learned-columns", 6)):
        frames = drawn(**preset(slug))
        for view in ("filters", "errors"):
            assert frames[view]["blind.told"].item() == 9 - count
            assert frames[view]["blind.count"].item() == count
        assert bool(frames["errors"]["told.condition"].isnan().all()), "no condition number is written"
    frames = drawn(**preset("learned"))
    assert bool(frames["filters"]["blind.count"].isnan().all())
    assert frames["errors"]["told.condition"].item() == pytest.approx(600, rel=0.1)


def test_a_target_of_ones_own_is_found_again() -> None:
    made = of_preset("learned-own")
    assert (made.way[-1] - made.goal.flatten()).abs().max() < 0.01
    assert made.told == 9
