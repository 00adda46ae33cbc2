"""Numbers are read the same way wherever they are typed; what cannot be read stays to be mended."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.support.browser import OpenPage
from tests.support.screen import REGRESSION, Screen
from tests.support.server import Server


@pytest.fixture
def lab(server: Server, open_page: OpenPage) -> Screen:
    return open_page(server, f"en/{REGRESSION}")


def typed(entry: Locator, text: str) -> None:
    entry.fill(text)
    entry.press("Enter")


@pytest.mark.parametrize("text", ["0,05", "０．０５", "5e-2", ",05"])
def test_a_decimal_comma_and_full_width_digits_are_read(lab: Screen, text: str) -> None:
    lab.calling("POST", "/frame", lambda: lab.enter("lr", "0.3"))
    body = lab.calling("POST", "/frame", lambda: lab.enter("lr", text))
    assert body["params"]["lr"] == 0.05
    assert lab.number("lr") == 0.05


def test_what_cannot_be_read_stays_and_is_told(lab: Screen) -> None:
    seed = lab.page.get_by_label("Random seed")
    rate = lab.control("lr").locator("input.entry")
    sent = len(lab.calls("POST", "/frame"))
    for entry, text, word in ((rate, "abc", "is not a number"), (seed, "1,234", "two ways"), (seed, "-1", "whole")):
        typed(entry, text)
        expect(lab.page.get_by_role("alert")).to_contain_text(word)
        expect(entry).to_have_value(text)
        expect(entry).to_have_attribute("aria-invalid", "true")
        entry.blur()
        expect(entry).to_have_value(text)
        entry.press("Escape")
        expect(lab.page.get_by_role("alert")).to_have_count(0)
    assert len(lab.calls("POST", "/frame")) == sent


def test_a_number_of_the_page_is_read_by_its_own_field(lab: Screen) -> None:
    seed = lab.page.get_by_label("Random seed")
    typed(seed, "4294967295")
    lab.wait("() => new URLSearchParams(location.search).get('seed') === '4294967295'")
    expect(seed).to_have_value("4294967295")
    lab.step_once.click()
    lab.expect_step(1)
    assert lab.server.client.get(f"runs/{lab.run_id()}").json()["seed"] == 4294967295


def test_points_take_the_real_minus(lab: Screen) -> None:
    lab.choose("data", "Own points")
    entry = lab.page.get_by_label("x of point 1")
    typed(entry, "−1,5")
    expect(entry).to_have_value("−1.5")
