"""The keyboard is never lost: where what had it goes, it goes on at the neighbour."""

from __future__ import annotations

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
