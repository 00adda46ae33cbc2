"""The learning rate lab in the browser: a valley and a cliff, and two pictures that point at each other."""

from __future__ import annotations

import math

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.screen import Screen
from tests.support.server import Server

LAB = "lab/learning-rate"


@pytest.fixture
def lab(server: Server, open_page: OpenPage) -> Screen:
    return open_page(server, f"en/{LAB}?steps=300")


def play_to_the_end(lab: Screen) -> None:
    lab.play.click()
    expect(lab.state).to_have_attribute("data-state", "done")
    lab.settled()
    lab.wait_for_trace("valley", "best", "x.length === 1 && x[0] > 0.05 && x[0] < 10")


def test_a_valley_then_a_cliff_and_pointing_links_both(lab: Screen) -> None:
    play_to_the_end(lab)
    lab.wait_for_trace("valley", "diverged", "x.length >= 2 && Math.max(...x) > 90")
    lab.wait_for_trace("race", "diverged", "y.length >= 2 && y.every((value) => value === 20)")
    low, high = lab.range("race", "yaxis")
    assert -4 < low < -3, "numbers and the name of the axis have room below the losses"
    assert math.log10(30) < high < 2
    places = "(words) => words.map((word) => word.getBoundingClientRect().right)"
    ends = lab.view("race").locator(".textpoint text").evaluate_all(places)
    frame = lab.view("race").locator(".plot").bounding_box()
    assert len(ends) > 3
    assert frame is not None
    assert max(ends) < frame["x"] + frame["width"], "no rate is cut"
    marks = {name: lab.view(name).locator(".marks") for name in ("race", "valley")}
    expect(marks["race"].locator("polyline")).to_have_count(0)
    points = lab.trace("valley", "loss")
    lab.page.mouse.move(*lab.pixel("valley", points["x"][8], points["y"][8]))
    expect(marks["race"].locator("polyline")).to_have_count(2)
    expect(marks["valley"].locator("circle")).to_have_count(2)
    expect(lab.view("race").locator(".readout")).to_contain_text("α = 0.158")
    curve = lab.trace("race", "run-5")
    lab.page.mouse.move(*lab.pixel("race", curve["x"][-1], curve["y"][-1]))
    expect(lab.view("race").locator(".readout")).to_contain_text("α = 0.01 ")
    lab.page.mouse.move(2, 2)
    expect(marks["race"].locator("polyline")).to_have_count(0)


def test_the_keyboard_goes_through_the_curves(lab: Screen) -> None:
    play_to_the_end(lab)
    lab.view("race").get_by_role("application").focus()
    lab.page.keyboard.press("ArrowRight")
    lab.page.keyboard.press("ArrowRight")
    expect(lab.view("race").locator(".readout")).to_contain_text("α = 0.000251")
    expect(lab.view("valley").locator(".marks circle")).to_have_count(2)
    lab.page.keyboard.press("Escape")
    expect(lab.view("valley").locator(".marks circle")).to_have_count(0)
    assert lab.step() == 300  # the arrows did not step


def test_beta_of_the_temperatures_redraws_at_once(lab: Screen) -> None:
    lab.preset("Averaging 50 days")
    lab.drawn()
    lab.enter("average", "0.9")
    lab.wait_for_trace("ewa", "memory", "Math.abs(x[1] - x[0] - 10) < 0.01")
    assert not lab.calls("POST", "/runs")
