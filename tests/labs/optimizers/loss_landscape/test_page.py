"""The loss landscape on the page: a network's surface, two trajectories, and the figure as a file."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.pixels import differing
from tests.support.screen import Screen
from tests.support.server import Server

LANDSCAPE = "lab/loss-landscape"


@pytest.fixture
def lab(server: Server, open_page: OpenPage) -> Screen:
    return open_page(server, f"en/{LANDSCAPE}")


def test_a_surface_with_two_trajectories_is_refined_and_exported(lab: Screen) -> None:
    place = lab.view("surface").locator(".relief")
    coarse = place.screenshot()  # drawn before anything runs, interpolated
    assert not lab.calls("POST", "/runs")
    lab.hurry()
    lab.play.click()
    lab.wait_for_step(60)
    lab.pause.click()
    expect(lab.state).to_have_text("paused")
    lab.settled()
    refined = lab.server.client.get(f"runs/{lab.run_id()}/metrics").json()["series"]["refined"]
    assert refined[-1] == 1  # all rows are exact
    assert differing(place, coarse, place.screenshot()) > 0.05
    lab.show("Map")
    for uid in ("path1", "path2"):
        lab.wait_for_trace("contour", uid, "x.length > 10 && y.every(Number.isFinite)")
    lab.show("Numbers")
    expect(lab.view("numbers")).to_contain_text("1: Adam")

    run = lab.run_id()
    answer = lab.server.client.get(f"runs/{run}/figures/surface")
    assert answer.is_success
    figure = json.loads(answer.text)
    names = {trace["uid"] for trace in figure["data"]}
    assert {"ground", "trail1", "trail2", "ball1", "ball2", "stem1", "stem2"} <= names
    script = lab.server.client.get(f"runs/{run}/export.py").text
    assert "def filter_normalised" in script


def test_a_click_on_the_map_moves_the_middle(lab: Screen) -> None:
    lab.show("Map")
    lab.drawn()
    lab.step_once.click()
    lab.expect_step(1)
    old = lab.trace("contour", "surface")["x"]
    middle = old[25]
    px, py = lab.pixel("contour", middle + 2, lab.trace("contour", "surface")["y"][25])
    body = lab.calling("POST", "/actions", lambda: lab.page.mouse.click(px, py))["action"]
    assert body["kind"] == "move_centre"
    assert body["a"] == pytest.approx(middle + 2, abs=0.2)
    lab.wait_for_trace("contour", "surface", "Math.abs(x[25] - argument) < 1e-3", body["a"])


def test_the_pointer_reads_loss_and_accuracy_off_the_map(lab: Screen) -> None:
    lab.show("Map")
    lab.drawn()
    trace = lab.trace("contour", "surface")
    px, py = lab.pixel("contour", trace["x"][20], trace["y"][30])
    lab.page.mouse.move(px - 3, py)
    lab.page.mouse.move(px, py)
    shown = lab.view("contour").locator(".hoverlayer")
    expect(shown).to_contain_text("loss")
    expect(shown).to_contain_text("accuracy")
