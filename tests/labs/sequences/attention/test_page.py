"""The attention lab in a browser: type a query, drag a value, open a head, go back by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.screen import Screen
from tests.support.server import Server


@pytest.fixture
def lab(server: Server, open_page: OpenPage) -> Screen:
    return open_page(server, "en/lab/attention")


def table(lab: Screen, uid: str) -> list[str]:
    return lab.view("steps").locator(f"[data-tile={uid}] .cell").all_inner_texts()


def test_a_typed_query_changes_all_that_follows(lab: Screen) -> None:
    out = lab.view("steps").locator("[data-tile=out]")
    expect(out).to_contain_text("0.8446")
    first = lab.view("steps").locator("[data-tile=q] input").first
    first.fill("2")
    first.press("Enter")
    expect(out).to_contain_text("0.9366")
    assert [text.strip() for text in table(lab, "alpha")] == ["0.4683", "0.0634", "0.4683"]


def test_a_head_is_opened_gone_over_by_keys_and_left(lab: Screen) -> None:
    lab.page.get_by_role("button", name="Four heads at once").click()
    heads = lab.view("heads")
    heads.get_by_role("button", name="the same word").press("Enter")
    one = heads.get_by_role("application")
    expect(one).to_be_focused()
    one.press("ArrowDown")
    expect(heads.locator("p.told")).to_contain_text("the → the")
    one.press("ArrowDown")
    expect(heads.locator("p.told")).to_contain_text("cat → cat")
    expect(one.locator("[aria-live]")).to_contain_text("sum 1.00")
    one.press("Escape")
    expect(heads.get_by_role("button", name="the same word")).to_be_focused()


def test_enter_on_a_row_chooses_its_query(lab: Screen) -> None:
    lab.page.get_by_role("button", name="Each token asks").click()
    lab.settled()
    weights = lab.view("weights").get_by_role("application")
    for _ in range(3):
        weights.press("ArrowDown")
    expect(lab.view("weights").locator("p.told")).to_contain_text("x3 → x3")
    weights.press("Enter")
    slider = lab.page.locator("[data-param=query]").get_by_role("slider")
    expect(slider).to_have_attribute("aria-valuetext", "3")


def test_a_network_is_trained_and_what_it_says_changes(lab: Screen) -> None:
    lab.page.get_by_role("button", name="Trained on the next character").click()
    lab.settled()
    guess = lab.view("guesses").locator(".line").last.get_by_role("button").nth(1)
    before = guess.get_attribute("aria-label") or ""
    assert before.startswith("t: ")
    lab.step_once.click()
    lab.settled()
    lab.expect_step(1)
    expect(guess).not_to_have_attribute("aria-label", before)
    expect(lab.view("reads").locator("[data-map]")).to_have_count(8)
