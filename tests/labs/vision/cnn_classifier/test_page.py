"""A digit is drawn with the mouse while the network trains, and read; and drawn by keys before there is a run."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.support.browser import OpenPage
from tests.support.screen import Screen
from tests.support.server import Server

ONE = [(0.5, 0.08), (0.5, 0.5), (0.5, 0.92)]


@pytest.fixture
def lab(server: Server, open_page: OpenPage) -> Screen:
    screen = open_page(server, "en/lab/cnn-classifier")
    expect(screen.view("sheet").get_by_role("application")).to_be_visible()
    return screen


def draw(lab: Screen, points: list[tuple[float, float]]) -> None:
    box = lab.view("sheet").get_by_role("application").bounding_box()
    assert box is not None
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    lab.page.mouse.move(*places[0])
    lab.page.mouse.down()
    for place in places[1:]:
        lab.page.mouse.move(*place, steps=5)
    lab.page.mouse.up()


def best(lab: Screen) -> Locator:
    """The bar of the class that is read."""
    return lab.view("sheet").locator("li.best")


def test_a_digit_that_is_drawn_while_it_trains_is_read(lab: Screen) -> None:
    lab.page.get_by_role("button", name=re.compile("^Play")).click()
    expect(best(lab)).to_have_text(re.compile(r"^2\s+[89]\d %|^2\s+100 %"), timeout=60_000)
    lab.view("sheet").get_by_role("button", name="Clear").click()
    draw(lab, ONE)
    expect(best(lab)).to_have_text(re.compile(r"^1\s"), timeout=30_000)
    expect(lab.view("sheet").get_by_role("button", name="Clear")).to_be_enabled()


def test_keys_draw_too_and_a_drawing_before_play_begins_a_run(lab: Screen) -> None:
    sheet = lab.view("sheet").get_by_role("application")
    lab.view("sheet").get_by_role("button", name="Clear").click()
    expect(lab.view("sheet").get_by_text("Draw here", exact=True)).to_be_visible()
    sheet.focus()
    with lab.page.expect_response(lambda answer: answer.url.endswith("/actions")):
        sheet.press(" ")
    for _ in range(4):
        sheet.press("ArrowDown")
    lab.settled()
    lab.expect_step(0)
    expect(lab.view("sheet").get_by_text("Draw here", exact=True)).to_have_count(0)


def test_a_walk_is_made_stage_by_stage(lab: Screen) -> None:
    lab.page.get_by_role("button", name="Walk through LeNet-5").click()
    expect(lab.view("volumes")).to_be_visible()
    lab.settled()
    lab.step_once.click()
    lab.settled()
    lab.expect_step(1)


def test_a_kept_model_is_chosen_as_the_beginning_of_a_run(server: Server, lab: Screen) -> None:
    lab.step_once.click()
    lab.expect_step(1)
    kept = server.client.post("models", json={"run": lab.run_id(), "name": "after one step"}).json()
    lab.page.get_by_role("button", name=re.compile("^Advanced")).click()
    lab.control("begin").get_by_role("radio", name="A kept model").click()
    chosen = lab.control("begin.model").locator("select")
    expect(chosen).to_contain_text("after one step · cnn-classifier, step 1")
    chosen.select_option(kept["id"])
    lab.settled()
    lab.step_once.click()
    lab.expect_step(1)
    run = lab.run_id()
    assert server.client.get(f"runs/{run}").json()["params"]["begin"] == {"kind": "kept", "model": kept["id"]}
    lab.page.goto("about:blank")  # nobody looks at what is deleted now
    server.client.delete(f"runs/{run}").raise_for_status()
    server.client.delete("models/after one step").raise_for_status()
