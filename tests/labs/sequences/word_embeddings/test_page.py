"""The word embeddings lab in a browser: ask an analogy, turn the cloud, choose a word by a click."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.screen import Screen
from tests.support.server import Server


@pytest.fixture
def lab(server: Server, open_page: OpenPage) -> Screen:
    screen = open_page(server, "en/lab/word-embeddings")
    expect(screen.view("lists")).to_contain_text("queen")
    return screen


def test_an_analogy_is_asked(lab: Screen) -> None:
    for name, word in (("a", "go"), ("b", "went"), ("c", "eat")):
        entry = lab.control(name).locator("input")
        entry.fill(word)
        entry.press("Enter")
    expect(lab.view("lists")).to_contain_text("ate")


def test_the_cloud_is_turned_and_a_click_chooses_a_word(lab: Screen) -> None:
    hand = lab.view("cloud").get_by_role("application")
    canvas = lab.view("cloud").locator("canvas")
    before = canvas.evaluate("canvas => canvas.toDataURL()")
    hand.focus()
    for _ in range(4):
        hand.press("ArrowRight")
    lab.page.wait_for_function("before => document.querySelector('.cloud canvas').toDataURL() !== before", arg=before)
    box = hand.bounding_box()
    assert box is not None
    lab.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(lab.control("word").locator("input")).not_to_have_value("king")
