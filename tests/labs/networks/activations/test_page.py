"""An instant lab: a control or a drag in the picture, and the answer is drawn."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.screen import ACTIVATIONS, Screen
from tests.support.server import Server


@pytest.fixture
def lab(server: Server, open_page: OpenPage) -> Screen:
    return open_page(server, f"en/{ACTIVATIONS}")


def test_moving_z_draws_the_curve_anew(lab: Screen) -> None:
    expect(lab.play).to_have_count(0)
    assert lab.trace("curve", "point") == {"x": [0.0], "y": [0.5]}
    slider = lab.control("z").get_by_role("slider")
    body = lab.calling("POST", "/labs/activations/frame", lambda: slider.press("End"))
    assert body["params"]["z"] == 8
    lab.wait_for_trace("curve", "point", "x[0] === 8 && y[0] > 0.999")
    assert lab.number("z") == 8
    lab.wait("() => new URLSearchParams(location.search).get('z') === '8'")


def test_dragging_the_point_changes_z(lab: Screen) -> None:
    lab.drag(lab.pixel("curve", 0, 0.5), lab.pixel("curve", 3, 1.2))
    lab.wait_for_trace("curve", "point", "Math.abs(x[0] - 3) < 0.2")
    z = lab.number("z")
    assert z == pytest.approx(3, abs=0.2)
    assert lab.calls("POST", "/frame")[-1]["params"]["z"] == pytest.approx(z, abs=1e-3)
    lab.wait("(z) => Math.abs(Number(new URLSearchParams(location.search).get('z')) - z) < 1e-3", z)
    assert not lab.calls("POST", "/runs")


def test_function_layers_and_reset(lab: Screen) -> None:
    lab.choose("function", "ReLU")
    lab.enter("layers", "20")
    lab.enter("weight", "2")
    lab.enter("z", "1")
    lab.wait_for_trace("curve", "f", "y[0] === 0 && y.at(-1) === 8")
    lab.wait_for_trace("chain", "chain", "x.length === 20 && Math.abs(y[19] - 19 * Math.log10(2)) < 1e-4")
    expect(lab.control("slope")).to_have_count(0)
    lab.choose("function", "Leaky ReLU")
    expect(lab.control("slope")).to_be_visible()
    lab.page.get_by_role("button", name="Reset").click()
    lab.wait_for_trace("curve", "point", "x[0] === 0 && y[0] === 0.5")
    lab.page.get_by_role("button", name="Undo").click()
    lab.wait_for_trace("curve", "point", "x[0] === 1 && y[0] === 1")
    expect(lab.chosen("function")).to_contain_text("Leaky ReLU")
