"""The translation lab in a browser: it learns, a cell is forced, a shipped network answers."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.screen import Screen
from tests.support.server import Server

LAB = "lab/translation"


@pytest.fixture
def lab(server: Server, open_page: OpenPage) -> Screen:
    return open_page(server, f"en/{LAB}")


def test_a_cell_of_the_map_is_forced(lab: Screen) -> None:
    lab.preset("Any date")
    spoken = lab.view("spoken")
    expect(spoken.locator(".line")).to_have_count(2)
    lab.view("alignment").locator("[data-one]").click(position={"x": 300, "y": 300})
    expect(spoken.locator(".line")).to_have_count(3)
    expect(spoken).to_contain_text("left to itself")


def test_it_learns_to_say_the_white_house(lab: Screen) -> None:
    lab.hurry()
    lab.play.click()
    lab.wait_for_step(100)
    expect(lab.view("spoken")).to_contain_text(re.compile("white"))
    lab.pause.click()
