"""The beam search lab in a browser: the tree grows, is walked through by keys, and another width finds more."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.screen import Screen
from tests.support.server import Server

LAB = "lab/beam-search"


@pytest.fixture
def lab(server: Server, open_page: OpenPage) -> Screen:
    screen = open_page(server, f"en/{LAB}")
    screen.page.get_by_role("button", name="Width 2 wins").click()
    expect(screen.view("tree").locator(".chip").first).to_be_visible()
    screen.settled()
    return screen


def test_width_one_ends_with_a_and_width_two_with_b(lab: Screen) -> None:
    best = lab.view("tree").locator("tr.best")
    expect(best).to_contain_text("BC")
    expect(best).to_contain_text("0.360")
    lab.page.get_by_role("button", name="Greedy loses").click()
    expect(best).to_contain_text("AB")
    expect(best).to_contain_text("0.200")


def test_the_tree_grows_step_by_step(lab: Screen) -> None:
    chips = lab.view("tree").locator(".chip")
    expect(chips).to_have_count(9)
    lab.view("tree").get_by_role("button", name="step 1").click()
    expect(chips).to_have_count(3)
    expect(lab.view("tree")).to_contain_text("None has finished yet.")
    lab.enter("shown", "2")
    expect(chips).to_have_count(7)


def test_arrow_keys_go_through_the_tree(lab: Screen) -> None:
    tree = lab.view("tree")
    tree.locator(".chip").first.focus()
    lab.page.keyboard.press("ArrowDown")
    expect(tree.locator(".told")).to_contain_text("B: P 0.4")
    lab.page.keyboard.press("ArrowRight")
    expect(tree.locator(".told")).to_contain_text(re.compile("^B"))
    expect(tree.locator("path.lit")).to_have_count(2)


def test_a_sentence_becomes_a_tree_and_an_alignment(lab: Screen) -> None:
    lab.page.get_by_role("button", name="Jane visits Africa").click()
    tree = lab.view("tree")
    expect(tree.locator("tr.best")).to_contain_text("September")
    lab.page.get_by_role("tab", name="Where it looked").click()
    expect(lab.view("looked")).to_contain_text("translation")
