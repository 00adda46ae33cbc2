"""The gradient flow lab in the browser: the gain tilts the line at once, training moves it, the check names the layer."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.screen import Screen
from tests.support.server import Server

LAB = "lab/gradient-flow"
FALLS = "y[0] < y.at(-1) - 3"
LEVEL = "Math.abs(y[0] - y.at(-1)) < 1"
RISES = "y[0] > y.at(-1) + 3"


@pytest.fixture
def lab(server: Server, open_page: OpenPage) -> Screen:
    return open_page(server, f"en/{LAB}")


def test_dragging_the_gain_tilts_the_line_before_anything_runs(lab: Screen) -> None:
    lab.wait_for_trace("gradients", "now", FALLS)
    lab.enter("gain", "1.414")
    lab.wait_for_trace("gradients", "now", LEVEL)
    slider = lab.control("gain").get_by_role("slider")
    box = slider.bounding_box()
    track = lab.control("gain").bounding_box()
    assert box is not None
    assert track is not None
    y = box["y"] + box["height"] / 2
    lab.drag((box["x"] + box["width"] / 2, y), (track["x"] + 0.6 * track["width"], y))
    lab.wait_for_trace("gradients", "now", RISES)
    assert lab.number("gain") > 2
    assert not lab.calls("POST", "/runs")


def test_a_run_moves_the_line_and_clipping_is_live(lab: Screen) -> None:
    lab.choose("init", "He")
    lab.wait_for_trace("gradients", "now", LEVEL)
    expect(lab.control("gain")).to_have_count(0)
    before = lab.trace("gradients", "now")["y"]
    lab.play.click()
    lab.wait_for_step(20)
    lab.wait_for_trace("gradients", "now", "y.some((value, index) => Math.abs(value - argument[index]) > 0.02)", before)
    assert lab.trace("gradients", "begun")["y"] == before
    run = lab.run_id()
    lab.calling("PATCH", f"/runs/{run}/params", lambda: lab.enter("lr", "0.001"))
    lab.pause.click()


def test_the_check_fails_until_there_is_no_bug(lab: Screen) -> None:
    lab.preset("Find the planted bug")
    lab.wait_for_trace("check", "fails", "x.length === 1")
    lab.choose("bug", "Wrong sign")
    lab.wait_for_trace("check", "layer-2", "Math.max(...y) > -1")
    lab.wait_for_trace("check", "layer-3", "Math.max(...y) < -5")
    lab.choose("bug", "None")
    lab.wait_for_trace("check", "passes", "x.length === 1")
    lab.wait_for_trace("check", "layer-2", "Math.max(...y) < -5")
