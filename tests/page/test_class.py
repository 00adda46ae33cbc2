"""For a class: links that hide and lock, presentation, and the switch between the forms of the formulas."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.screen import REGRESSION, TRAINING_MS
from tests.support.server import Server


def test_a_link_hides_and_locks(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/{REGRESSION}?hide=penalty,page.lesson,page.code,page.presets,page.seed&lock=lr")
    page = screen.page
    expect(screen.control("basis")).to_be_visible()
    expect(screen.control("penalty")).to_have_count(0)
    expect(page.get_by_role("heading", name="Presets")).to_have_count(0)
    expect(page.get_by_label("Random seed")).to_have_count(0)
    screen.unfold()
    expect(page.get_by_role("tab", name="Lesson")).to_have_count(0)
    expect(page.get_by_role("tab", name="API")).to_be_visible()
    for part in screen.control("lr").locator("input").all():
        expect(part).to_be_disabled()
    expect(screen.control("lr").get_by_label("Locked by the link")).to_be_visible()
    expect(screen.control("batch_size").locator("input.entry")).to_be_enabled()
    screen.step_once.click()
    screen.expect_step(1)
    assert screen.query["hide"].startswith("penalty,page.lesson")
    assert screen.query["lock"] == "lr"


def test_a_teacher_makes_such_a_link(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/{REGRESSION}?lr=0.2", fresh=True)
    page = screen.page
    page.get_by_role("button", name="Share", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("group", name="Penalty").get_by_role("button", name="hidden").click()
    dialog.get_by_role("group", name="Learning rate").get_by_role("button", name="locked").click()
    dialog.get_by_role("group", name="Lesson").get_by_role("button", name="hidden").click()
    dialog.get_by_label("Open in presentation mode").check()
    link = dialog.get_by_label("Link to what you see").input_value()
    query = {name: values[-1] for name, values in parse_qs(urlsplit(link).query).items()}
    assert query == {"lr": "0.2", "hide": "penalty,page.lesson", "lock": "lr", "present": "true"}
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(screen.control("penalty")).to_be_visible()
    page.goto(link)
    screen.drawn()
    expect(screen.control("penalty")).to_have_count(0)
    expect(page.locator("html")).to_have_attribute("data-present", "")


def test_presentation_is_large_and_leaves_by_key(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/{REGRESSION}", width=1920, height=1080)
    page = screen.page
    size = "() => parseFloat(getComputedStyle(document.documentElement).fontSize)"
    expect(page.get_by_role("tab", name="Lesson")).to_be_visible()
    before = page.evaluate(size)
    page.keyboard.press("p")
    expect(page.get_by_role("tab", name="Lesson")).to_have_count(0)
    assert page.evaluate(size) >= 1.15 * before  # and that of so large a window is large already
    expect(page).to_have_url(re.compile("present=true"))
    screen.drawn()
    page.keyboard.press("p")
    expect(page.get_by_role("tab", name="Lesson")).to_be_visible()
    expect(page).not_to_have_url(re.compile("present"))


def test_the_form_of_the_formulas_is_one_switch(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/{REGRESSION}")
    screen.unfold()
    switch = screen.page.get_by_role("group", name="Formulas")
    expect(switch.get_by_role("button", name="course")).to_have_attribute("aria-pressed", "true")
    switch.get_by_role("button", name="library").click()
    screen.visit("en/lab/activations")
    screen.unfold()
    expect(switch.get_by_role("button", name="library")).to_have_attribute("aria-pressed", "true")


def test_the_other_form_writes_the_same_experiment_with_other_numbers(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, "en/lab/mlp-playground")
    screen.unfold()
    switch = screen.page.get_by_role("group", name="Formulas")
    switch.get_by_role("button", name="library").click()
    assert screen.number("l2") == pytest.approx(0.00006)
    screen.preset("Circle")
    assert screen.number("lr") == pytest.approx(0.025)
    assert screen.number("l2") == pytest.approx(0.0006)
    screen.step_once.click()
    screen.expect_step(1)
    run = screen.run_id()
    params = server.client.get(f"runs/{run}").json()["params"]
    assert (params["form"], params["lr"], params["l2"]) == ("library", pytest.approx(0.025), pytest.approx(0.0006))
    body = screen.calling("PATCH", f"runs/{run}/params", lambda: switch.get_by_role("button", name="course").click())
    assert body == {"params": {"form": "course", "lr": 0.5, "l2": pytest.approx(0.0003)}}


def test_who_prefers_the_librarys_form_also_has_a_first_minute(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, "en/lab/mlp-playground")
    screen.unfold()
    screen.page.get_by_role("group", name="Formulas").get_by_role("button", name="library").click()
    screen.visit("en/")
    screen.hurry()
    screen.play.click()
    expect(screen.page.get_by_role("button", name="Do it for me")).to_be_visible(timeout=TRAINING_MS)
    run = server.client.get(f"runs/{screen.run_id()}").json()
    assert run["params"]["form"] == "library"
