"""One story a lab: opened, read in the light and in the dark, driven, on a phone, in Chinese, without an error."""

from __future__ import annotations

import re
from typing import Literal

from playwright.sync_api import ViewportSize, expect

from lossland.registry import AnyLab
from tests.support.browser import OpenPage
from tests.support.registry import every_lab
from tests.support.runs import nothing_to_play
from tests.support.screen import Screen
from tests.support.server import Server
from tests.support.words import CHINESE, english, seen, sentences

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1440, "height": 900}


@every_lab
def test_its_story(lab: AnyLab, server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/lab/{lab.slug}", fresh=True)
    look(screen, "light")
    expect(screen.lesson.locator(".katex").first).to_be_visible()
    screen.expect_accessible()

    drive(screen, lab)
    advanced = screen.page.get_by_role("button", name="Advanced")
    if advanced.count():  # a small lab may have none
        advanced.click()
    look(screen, "dark")
    screen.expect_accessible()

    screen.page.set_viewport_size(PHONE)
    screen.expect_no_wider()
    screen.page.get_by_role("button", name="中文").click()
    expect(screen.page.locator("html")).to_have_attribute("lang", "zh-Hans")
    screen.expect_no_wider()
    screen.page.set_viewport_size(DESK)
    expect_chinese(screen, server, lab)


def look(screen: Screen, scheme: Literal["light", "dark"]) -> None:
    """Has the system ask for a theme, and for no movement."""
    screen.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    expect(screen.page.locator("html")).to_have_attribute("data-theme", scheme)


def drive(screen: Screen, lab: AnyLab) -> None:
    """Three steps, one by one; where there is nothing to play it answers to its first slider."""
    if lab.instant or nothing_to_play(lab, {}):
        slider = screen.page.locator("[data-param]").get_by_role("slider").first
        before = slider.input_value()
        slider.press("End")
        screen.settled()
        assert slider.input_value() != before
        return
    for step in (1, 2, 3):
        screen.step_once.click()
        screen.settled()
        screen.expect_step(step)


def expect_chinese(screen: Screen, server: Server, lab: AnyLab) -> None:
    """No word that has a Chinese one is left in English, in any picture; no sentence at all, but for names of papers."""
    found: set[str] = seen(screen.page, "header, main, .controls")  # the lesson may call a thing by its English name
    tabs = screen.page.locator("[data-view] [role=tab]")
    for index in range(tabs.count()):
        tabs.nth(index).click()
        expect(tabs.nth(index)).to_have_attribute("aria-selected", "true")
        screen.drawn()
        found |= seen(screen.page, "[data-view]")
    known = {text for text in english(server.client.get(f"labs/{lab.slug}").json()) if re.search("[a-z]{2}", text)}
    assert any(CHINESE.search(line) for line in found)
    assert sorted(found & known) == []  # SGD is called so in both
    assert sentences(found | seen(screen.page, "body")) == []
