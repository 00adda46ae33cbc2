"""A study that trains nothing shows no Play, on every screen; what is left of a run goes on being a run elsewhere."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.screen import Screen
from tests.support.server import Server

LAB = "en/lab/cnn-classifier"
SIZES = {"laptop": (1440, 900), "phone": (390, 844)}


def at_rest(screen: Screen) -> None:
    """There is nothing to play, and the page says so."""
    for button in (screen.play, screen.pause, screen.step_once):
        expect(button).to_have_count(0)
    expect(screen.page.get_by_role("slider", name="Speed")).to_have_count(0)
    expect(screen.page.locator(".deck")).to_contain_text("Answers at once")


@pytest.mark.parametrize("size", SIZES)
def test_a_study_that_trains_nothing_has_no_play(server: Server, open_page: OpenPage, size: str) -> None:
    screen = open_page(server, f"{LAB}?preset=imagenet")
    width, height = SIZES[size]
    screen.page.set_viewport_size({"width": width, "height": height})
    at_rest(screen)
    expect(screen.page.locator(".dock")).to_have_count(0)
    screen.page.keyboard.press("Space")
    screen.page.keyboard.press(".")
    screen.settled()
    expect(screen.page).not_to_have_url(re.compile("run="))
    screen.choose("study", "Shapes of classic networks")
    expect(screen.play).to_be_visible()


def test_a_run_is_left_where_its_study_is(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"{LAB}?preset=lenet-walk")
    screen.step_once.click()
    screen.expect_step(1)
    screen.choose("study", "ImageNet: a thousand classes")
    at_rest(screen)
    screen.page.get_by_role("button", name="Reset").click()
    screen.settled()
    at_rest(screen)
    expect(screen.page).not_to_have_url(re.compile("run="))
