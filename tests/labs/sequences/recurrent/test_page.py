"""The recurrent lab in a browser: an LSTM's gate is watched while the unit that carries the plural is found."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.screen import Screen
from tests.support.server import Server

LAB = "lab/recurrent"


@pytest.fixture
def lab(server: Server, open_page: OpenPage) -> Screen:
    return open_page(server, f"en/{LAB}")


def test_a_unit_is_found_that_carries_the_plural(lab: Screen) -> None:
    lab.hurry()
    lab.play.click()
    lab.wait_for_step(250)
    lab.pause.click()
    gates = lab.view("gates")
    expect(gates.locator("svg text").first).to_have_text(re.compile(r"^\d+: [+−](0\.9|1\.0)"))
    expect(gates).to_contain_text("Rows are units, columns words.")
    expect(gates).not_to_contain_text("sum")


def test_a_text_is_written_and_a_token_of_it_is_looked_at(lab: Screen) -> None:
    lab.page.get_by_role("button", name="Too hot").click()
    lab.settled()
    third = lab.view("written").locator(".line").first.get_by_role("button").nth(2)
    third.click()
    slider = lab.page.locator("[data-param=place]").get_by_role("slider")
    expect(slider).to_have_attribute("aria-valuetext", "3")
    before = lab.view("written").inner_text()
    lab.page.get_by_role("button", name="Too cold").click()
    lab.settled()
    expect(lab.view("written")).not_to_have_text(before)


def test_names_are_told_by_what_comes_after_them(lab: Screen) -> None:
    lab.page.get_by_role("button", name="Teddy, name or bear").click()
    lab.settled()
    words = lab.view("tagged").locator(".line").first.get_by_role("button")
    expect(words).to_have_count(8)
    expect(words.nth(2)).to_have_attribute("aria-label", re.compile(r"^teddy"))
