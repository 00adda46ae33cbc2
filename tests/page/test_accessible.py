"""Everybody can use the page: no serious fault by axe's rules, nothing wider than the screen, fingers work."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.screen import CATALOGUE, REGRESSION
from tests.support.server import Server

HOME = ""
WIDTHS = (390, 768, 1024, 1440, 1920)
every_place = pytest.mark.parametrize(("path", "level"), [(HOME, 2), (CATALOGUE, 3)], ids=["home", "catalogue"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@every_place
def test_axe_finds_nothing_serious(
    server: Server, open_page: OpenPage, path: str, level: int, scheme: Literal["light", "dark"]
) -> None:
    screen = open_page(server, f"en/{path}", color_scheme=scheme, reduced_motion="reduce")
    expect(screen.page.get_by_role("heading", level=level).first).to_be_visible()
    if path == HOME:
        screen.step_once.click()
        screen.settled()
    screen.expect_accessible()


@every_place
def test_nothing_is_wider_than_the_screen(server: Server, open_page: OpenPage, path: str, level: int) -> None:
    screen = open_page(server, f"en/{path}")
    expect(screen.page.get_by_role("heading", level=level).first).to_be_visible()
    for language in ("中文", "English"):
        screen.page.get_by_role("button", name=language).click()
        for width in WIDTHS:
            screen.page.set_viewport_size({"width": width, "height": 900})
            screen.expect_no_wider()


def test_plots_are_as_wide_as_their_cards(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/{REGRESSION}")
    for width in [*WIDTHS, *reversed(WIDTHS)]:
        screen.page.set_viewport_size({"width": width, "height": 900})
        screen.expect_plots_fit()


def test_a_finger_plays_and_sets_weights(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/{REGRESSION}", width=390, height=844, has_touch=True, is_mobile=True)
    screen.step_once.tap()
    screen.expect_step(1)
    x, y = screen.pixel("bowl", 2.0, 2.5)
    body = screen.calling("POST", "/actions", lambda: screen.page.touchscreen.tap(x, y))
    assert body["action"]["kind"] == "set_weights"
    screen.wait_for_trace("bowl", "here", "Math.abs(x[0] - argument) < 1e-4", body["action"]["a"])


def test_the_pictures_have_words(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/{REGRESSION}")
    picture = screen.view("bowl").get_by_role("application")
    expect(picture).to_have_attribute("aria-label", re.compile("Contours of the cost.*best weights"))
    button = screen.view("bowl").get_by_role("button", name="How to read")
    button.click()
    about = screen.page.locator(".popover:popover-open")
    expect(about).to_contain_text("Click to set the weights")
    expect(about).to_contain_text("weights now: 0")
    screen.page.keyboard.press("Escape")
    expect(about).to_have_count(0)
    expect(button).to_be_focused()
