"""The pictures of the gradient flow lab: the line tilts as the theory says, the check shows the planted bug."""

from __future__ import annotations

import math

import pytest
import torch

from lossland.algorithms.nets.gradient_check import BUGS
from lossland.algorithms.nets.signal_flow import ORDERS
from lossland.labs.optimizers.gradient_flow.experiment import BLOCKS
from lossland.labs.optimizers.gradient_flow.pictures.layers import REACH, window
from tests.labs.optimizers.gradient_flow.flows import LAB, begin


@pytest.mark.parametrize(("gain", "factor"), [(1.0, 0.5), (math.sqrt(2), 1.0), (2.0, 2.0)])
def test_dragging_the_gain_tilts_the_line_by_half_its_square(gain: float, factor: float) -> None:
    s, p = begin(gain=gain)
    frame = LAB.draw(s, p)
    for view in ("gradients", "signals"):
        measured_factor, expected = (frame[view][f"known.{name}"].item() for name in ("factor", "expected"))
        assert expected == pytest.approx(factor)
        assert measured_factor == pytest.approx(factor, rel=0.1)
    y = frame["gradients"]["now.y"]
    tilt = float(y[0] - y[-1])
    assert tilt == pytest.approx(15 * math.log10(factor), abs=0.8)  # the norm is the root of the square
    theory = frame["gradients"]["expected.y"]
    assert float(theory[0] - theory[-1]) == pytest.approx(15 * math.log10(factor), abs=1e-6)
    low, high = frame["gradients"]["yaxis.range"].tolist()
    assert high - low >= 30 * 1.5 * REACH  # a level line looks level
    assert (frame["gradients"]["root.shown"].item() == 1) is (gain == math.sqrt(2))
    assert torch.equal(frame["gradients"]["now.y"], frame["gradients"]["begun.y"])


def test_the_axis_moves_in_long_steps_and_has_an_end() -> None:
    assert window([-3.0, 0.0], 30) == window([-6.0, 2.0], 30)
    assert window([0.0, 5.0], 30)[1] == pytest.approx(9.45)
    assert window([0.0, 60.0], 30)[1] == pytest.approx(27.45)
    s, p = begin(gain=2.0)
    for _ in range(2):
        LAB.step(s, p)
    assert LAB.draw(s, p)["gradients"]["beyond.power"].item() > 27


def test_nothing_over_nothing_is_a_sentence_not_a_number() -> None:
    s, p = begin(init="zero")
    assert "tilt" not in LAB.step(s, p)
    assert LAB.draw(s, p)["gradients"]["zero.shown"].item() == 1


def test_deep_and_exploding_is_drawn_in_finite_numbers() -> None:
    for gain in (4.0, 0.05):
        s, p = begin(gain=gain, depth=100)
        y = LAB.draw(s, p)["gradients"]["now.y"]
        assert torch.isfinite(y).all()
        assert float((y[0] - y[-1]).abs()) > 40


def test_a_hundred_blocks_divided_by_root_two_are_level() -> None:
    s, p = begin(init="he", residual="root2", depth=100)
    y = LAB.draw(s, p)["signals"]["now.y"]
    assert float(y.max() - y.min()) < 2.5  # a random walk; without the root it climbs 30 powers of ten
    assert torch.allclose(LAB.draw(s, p)["signals"]["expected.y"], y[:1].double(), atol=1e-6)


def test_orders_are_told_apart() -> None:
    s, p = begin(init="he")
    table = {
        name: dict(zip(ORDERS, column.tolist(), strict=True)) for name, column in LAB.draw(s, p)["orders_table"].items()
    }
    back, mean = table["backwards"], table["mean"]
    assert back["plain"] == pytest.approx(math.pi / (math.pi - 1), rel=0.15)
    assert all(back["norm_after_add"] > 1.1 * back[name] for name in ("original", "relu_only_pre", "full_pre"))
    assert abs(mean["relu_before_add"]) > 1 > 5 * abs(mean["full_pre"])
    assert LAB.draw(s, p)["orders"]["full_pre.y"].shape == (BLOCKS + 1,)


def test_the_check_draws_the_bug_that_was_planted() -> None:
    s, p = begin()
    planted = BUGS[s.secret]
    assert planted != "none"
    surprise = LAB.draw(s, p)["check"]
    named_p, right_p = (p.model_copy(update={"bug": bug}) for bug in (planted, "none"))
    LAB.adopt(s, named_p, p)
    named = LAB.draw(s, named_p)["check"]
    assert all(torch.equal(surprise[name], named[name]) for name in surprise)
    assert len(surprise["fails.x"]) == 1
    LAB.adopt(s, right_p, named_p)
    right = LAB.draw(s, right_p)["check"]
    assert len(right["passes.x"]) == 1
    assert len(right["fails.x"]) == 0
    assert max(float(right[f"layer-{k}.y"].max()) for k in (1, 2, 3)) < -5


def test_the_accuracy_is_said_to_be_that_of_a_mini_batch() -> None:
    """In parentheses it would be left out where the number stands large."""
    title = LAB.metrics["accuracy"].title
    assert "mini-batch" in title
    assert "(" not in title
