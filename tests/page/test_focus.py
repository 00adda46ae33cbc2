"""The keyboard is never lost: where what had it goes, it goes on at the neighbour."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.server import Server

LAB = "lab/mlp-playground"


def test_the_keyboard_stays_in_what_it_changes(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{LAB}")
    page = lab.page
    layers = lab.control("hidden").get_by_role("button")
    remove, add = (layers.filter(has=page.locator(f"svg.lucide-{sign}")) for sign in ("minus", "plus"))
    while remove.is_enabled():
        remove.press("Enter")
    expect(add).to_be_focused()
    while add.is_enabled():
        add.press("Enter")
    assert set(lab.control("hidden").locator("input").evaluate_all("all => all.map(({value}) => value)")) == {"8"}
    expect(remove).to_be_focused()
    rate = lab.control("lr").locator("input.entry")
    rate.fill("0.02")
    rate.press("Enter")
    expect(rate).to_be_focused()
    assert page.evaluate("getSelection().toString()") == "0.02"


def test_the_keyboard_goes_on_where_something_folds_or_leaves(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{LAB}")
    page = lab.page
    lab.control("lr").locator("input[type=range]").focus()
    page.keyboard.press("c")
    expect(page.get_by_role("button", name="Open Controls")).to_be_focused()
    page.keyboard.press("c")
    expect(page.get_by_role("button", name="Fold Controls")).to_be_focused()
    page.locator(".stage .picture").first.get_by_role("button", name="alone").focus()
    page.keyboard.press("2")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("2")
    page.keyboard.press("p")
    page.get_by_role("button", name="Ask the class").press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.expects("404")
def test_another_page_has_the_keyboard_and_is_announced(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{LAB}", fresh=True)
    page = lab.page
    expect(page).to_have_title("Neural network playground · Lossland")
    page.get_by_role("link", name="Skip to Play").press("Enter")
    expect(lab.play).to_be_focused()
    page.get_by_role("banner").get_by_role("link", name="All labs").press("Enter")
    expect(page.locator("main")).to_be_focused()
    expect(page).to_have_title("All labs · Lossland")
    expect(page.get_by_role("status").filter(has_text="All labs · Lossland")).to_have_count(1)
    for slug in ("MLP-playground", "__proto__"):
        page.goto(f"{lab.origin}/en/lab/{slug}")
        expect(page.get_by_role("heading", level=1)).to_have_text("This page does not exist.")
        expect(page.get_by_role("alert")).to_contain_text("There is no lab with this name.")
        expect(page).to_have_title("This page does not exist. · Lossland")
