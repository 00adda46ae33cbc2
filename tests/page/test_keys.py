"""The keyboard: keys of the page rest behind a dialog, and the skip link goes to the pictures and changes nothing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.screen import REGRESSION
from tests.support.server import Server


def test_keys_rest_behind_a_dialog(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{REGRESSION}")
    lab.step_once.click()
    lab.settled()
    run = lab.run_id()
    lab.page.get_by_role("button", name="Share", exact=True).click()
    dialog = lab.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_role("heading", level=2).click()
    for key in "rpf":
        lab.page.keyboard.press(key)
    expect(lab.page.locator("html")).not_to_have_attribute("data-present", "")
    lab.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert lab.run_id() == run
    lab.page.keyboard.press("ArrowRight")
    lab.expect_step(2)


@pytest.mark.parametrize("path", [f"en/{REGRESSION}", "en/labs", "en/"])
def test_the_skip_link_goes_to_main(server: Server, open_page: OpenPage, path: str) -> None:
    screen = open_page(server, path)
    main = screen.page.locator("main")
    expect(main).to_be_visible()
    screen.wait("() => !document.querySelector('main.wait')")
    mark = "() => (document.querySelector('main').kept = true)"
    screen.page.evaluate(mark)
    screen.page.locator("a.skip").first.focus()
    screen.page.keyboard.press("Enter")
    expect(main).to_be_focused()
    assert screen.page.evaluate("document.querySelector('main').kept")
    screen.page.evaluate("location.hash = 'elsewhere'; history.back()")
    assert screen.page.evaluate("document.querySelector('main').kept")


def test_a_key_belongs_to_what_has_the_keyboard(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, "en/lab/mlp-playground", height=700)
    page = lab.page
    lab.step_once.click()
    lab.expect_step(1)
    page.locator("main").focus()
    page.keyboard.press("PageDown")
    lab.expect_step(2)
    lab.control("lr").locator("input[type=range]").focus()
    page.keyboard.press("PageDown")
    page.get_by_role("slider", name="Speed").focus()
    page.keyboard.press("PageDown")
    article = lab.lesson
    page.get_by_role("tabpanel").focus()
    page.keyboard.press("PageDown")
    page.keyboard.press("Space")
    lab.wait("() => document.querySelector('.side .inside').scrollTop > 0")
    lab.settled()
    lab.expect_step(2)
    article.get_by_role("link", name="All weights zero").click()
    expect(lab.messages).to_contain_text("All weights zero")
    lab.settled()
    page.keyboard.press("Space")
    expect(lab.pause).to_be_visible()


def test_pages_of_a_run_are_turned(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, "en/lab/mlp-playground?present=true")
    page = lab.page
    for step in range(1, 4):
        page.keyboard.press("PageDown")
        lab.expect_step(step)
    shown = page.get_by_role("slider", name="Timeline")
    page.keyboard.press("PageUp")
    expect(shown).to_have_attribute("aria-valuetext", re.compile(r"^Step 2\b"))
    page.keyboard.press("PageUp")
    expect(shown).to_have_attribute("aria-valuetext", re.compile(r"^Step 1\b"))
    page.keyboard.press("PageDown")
    expect(shown).to_have_attribute("aria-valuetext", re.compile(r"^Step 2\b"))
    page.keyboard.press("PageDown")
    lab.expect_step(3)
    page.keyboard.press("PageDown")
    lab.expect_step(4)


def test_a_picture_that_has_the_keyboard_shows_it_over_what_it_draws(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, "en/lab/mlp-playground")
    lab.page.keyboard.press("Tab")
    plane = lab.page.locator("[data-view=map] [role=application]")
    plane.focus()
    ring = plane.evaluate(
        "(plane) => (({content, boxShadow, zIndex}) => [content, boxShadow !== 'none', Number(zIndex) > 0])"
        "(getComputedStyle(plane, '::after'))"
    )
    assert ring == ['""', True, True]


def test_a_page_that_scrolls_keeps_its_keys(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, "en/lab/mlp-playground", width=800, height=500)
    lab.page.locator("main").focus()
    lab.page.keyboard.press("PageDown")
    lab.wait("() => scrollY > 0")
    lab.expect_step(0)


def test_help_is_a_key_of_its_control_and_no_stop(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, "en/lab/mlp-playground")
    rate = lab.control("lr").get_by_role("slider")
    rate.focus()
    lab.page.keyboard.press("F1")
    told = lab.control("lr").get_by_role("dialog")
    expect(told).to_be_visible()
    lab.page.keyboard.press("Escape")
    expect(told).to_be_hidden()
    expect(rate).to_be_focused()
    stops = lab.page.locator(".controls .help button:visible")
    assert stops.evaluate_all("(all) => all.length > 3 && all.every((one) => one.tabIndex === -1)")


def test_a_class_answers_by_letters_and_only_keys_that_work_are_listed(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, "en/lab/mlp-playground?present=true")
    page = lab.page
    answers = page.get_by_role("radio").filter(has=page.locator("kbd"))
    expect(answers).not_to_have_count(0)
    page.keyboard.press("c")
    expect(answers.nth(2)).to_have_attribute("aria-checked", "true")
    expect(page.get_by_role("button", name="Open Controls")).to_be_visible()
    page.keyboard.press("q")
    expect(answers).to_have_count(0)
    page.keyboard.press("q")
    answers.nth(2).focus()
    page.keyboard.press("ArrowRight")
    expect(answers.first).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(answers.nth(1)).to_have_attribute("aria-checked", "true")
    assert answers.evaluate_all("(all) => all.map((one) => one.tabIndex)") == [-1, 0, -1]
    lab.expect_step(0)
    listed = page.get_by_role("dialog").locator("kbd")
    page.keyboard.press("?")
    expect(listed.filter(has_text="Space")).to_be_visible()
    page.keyboard.press("Escape")
    lab.visit("en/lab/activations")
    page.keyboard.press("?")
    expect(listed.get_by_text("R", exact=True)).to_be_visible()
    for key in ("Space", "PgDn", "F", "A", "Q"):
        expect(listed.get_by_text(key, exact=True)).to_have_count(0)
    page.keyboard.press("Escape")
