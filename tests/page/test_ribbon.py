"""The ribbon: pictures of the past by mouse, key and touch, marks on them, a fork beside its parent, a link to all of it."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.support.browser import OpenPage
from tests.support.screen import REGRESSION, Screen
from tests.support.server import Server

GHOSTS = "[data-view=curves] .ghost-line"
CURSOR = "[data-view=curves] .cursor"


@pytest.fixture
def run(server: Server, open_page: OpenPage) -> Screen:
    """A run of 40 steps, at rest."""
    return made(server, open_page(server, f"en/{REGRESSION}?lr=0.01"))


def made(server: Server, screen: Screen) -> Screen:
    """Makes 40 steps and waits until the ribbon has them."""
    screen.step_once.click()
    screen.expect_step(1)
    server.client.post(f"runs/{screen.run_id()}/control", json={"action": "step", "steps": 39}).raise_for_status()
    screen.expect_step(40)
    expect(cell(screen, 25)).to_have_attribute("data-state", "past")
    for step in (25, 40):  # the last one moves the others
        expect(cell(screen, step).locator("canvas[data-drawn]")).to_be_attached()
    screen.settled()
    return screen


@pytest.fixture
def forked(run: Screen) -> Screen:
    """The run, forked at step 25."""
    cell(run, 25).click()
    run.settled()
    parent = run.run_id()
    run.calling("POST", f"runs/{parent}/fork", lambda: run.page.keyboard.press("f"))
    run.wait("(run) => new URLSearchParams(location.search).get('run') !== run", parent)
    run.expect_step(25)
    return run


def cell(screen: Screen, step: int) -> Locator:
    """The cell of a step; after a fork the fork's own."""
    return screen.page.locator(f'.ribbon .cell[data-step="{step}"]:not(.faded)')


def slider(screen: Screen) -> Locator:
    return screen.page.get_by_role("slider", name="Timeline")


def test_pointing_shows_a_picture_and_leaving_returns(server: Server, run: Screen) -> None:
    line = at(server, run, 25)
    now = at(server, run, 40)
    cell(run, 25).hover()
    run.wait_for_trace("fit", "line", "Math.abs(y[0] - argument) < 1e-4", line)
    expect(cell(run, 25)).to_have_attribute("data-state", "pointed")
    expect(run.page.locator(".ribbon .tip")).to_contain_text("Step 25: Validation error")
    run.expect_step(25)
    run.page.mouse.move(5, 5)
    run.wait_for_trace("fit", "line", "Math.abs(y[0] - argument) < 1e-4", now)
    run.expect_step(40)
    expect(run.page).not_to_have_url("step=")


def at(server: Server, screen: Screen, step: int) -> float:
    """The line at its left end in the picture of a step."""
    frame = server.client.get(f"runs/{screen.run_id()}/frames/{step}").json()
    found: float = screen.page.evaluate(
        "(bdata) => new Float32Array(Uint8Array.from(atob(bdata), (c) => c.charCodeAt(0)).buffer)[0]",
        frame["views"]["fit"]["line.y"]["bdata"],
    )
    return found


def test_a_click_stays_with_a_cursor_in_the_curves_and_nothing_moves(run: Screen) -> None:
    places = "() => JSON.stringify([...document.querySelectorAll('.deck button, .deck .cell, .deck dl')].map((part) => part.getBoundingClientRect()))"
    before = json.loads(run.page.evaluate(places))
    x = float(run.page.locator(CURSOR).get_attribute("x1") or 0)
    cell(run, 10).click()
    run.page.mouse.move(5, 5)
    expect(cell(run, 10)).to_have_attribute("data-state", "shown")
    run.expect_step(10)
    assert json.loads(run.page.evaluate(places)) == before
    run.wait("([css, x]) => Number(document.querySelector(css).getAttribute('x1')) < x - 20", [CURSOR, x])
    expect(run.page.locator(".ribbon .scale .shown")).to_have_text("10")
    run.wait("() => new URLSearchParams(location.search).get('step') === '10'")
    run.page.locator(".ribbon").get_by_role("button", name="Back to now").click()
    run.expect_step(40)
    assert json.loads(run.page.evaluate(places)) == before


def test_keys_go_from_picture_to_picture(run: Screen) -> None:
    bar = slider(run)
    bar.focus()
    bar.press("ArrowLeft")
    expect(bar).to_have_attribute("aria-valuetext", "Step 25: Validation error " + said(run))
    run.expect_step(25)
    bar.press("ArrowLeft")
    run.expect_step(15)
    bar.press("Home")
    run.expect_step(0)
    bar.press("End")
    run.expect_step(40)
    bar.press("ArrowLeft")
    bar.press("Enter")
    run.page.locator("#main").focus()
    run.expect_step(25)
    bar.focus()
    bar.press("Escape")
    run.expect_step(40)


def said(screen: Screen) -> str:
    """The number that matters, as the page shows it."""
    screen.expect_step(25)
    return screen.page.locator("dl .main dd").inner_text()


def test_a_step_without_a_picture_in_the_ribbon_stands_between_two(server: Server, run: Screen) -> None:
    server.client.post(f"runs/{run.run_id()}/control", json={"action": "step", "steps": 110}).raise_for_status()
    run.expect_step(150)
    timeline = run.page.get_by_role("slider", name="Timeline")
    for step in (100, 60, 40, 25, 15, 10, 6, 4, 3, 2):
        run.page.keyboard.press("PageUp")
        expect(timeline).to_have_attribute("aria-valuetext", re.compile(rf"^Step {step}\b"))
        expect(cell(run, step)).to_have_attribute("data-state", "shown")
    run.page.keyboard.press("PageUp")
    expect(run.page.locator(".ribbon .scale .shown")).to_have_text("1")
    expect(run.page.locator(".ribbon [data-state=shown]")).to_have_count(0)
    expect(run.page.locator(".ribbon .between")).to_be_visible()


def test_controls_show_the_values_of_then_and_cannot_be_changed_there(server: Server, run: Screen) -> None:
    run.enter("lr", "0.2")
    run.settled()
    server.client.post(f"runs/{run.run_id()}/control", json={"action": "step", "steps": 20}).raise_for_status()
    run.expect_step(60)
    expect(run.page.locator("[data-mark=change]")).to_have_text("α 0.01 → 0.2")
    cell(run, 25).click()
    run.wait("() => document.querySelector('[data-param=lr] input.entry').value === '0.01'")
    expect(run.control("lr").locator("input.entry")).to_be_disabled()
    expect(run.page.get_by_text("Values at step 25")).to_be_visible()
    run.page.locator(".controls").get_by_role("button", name="Back to now").click()
    run.wait("() => document.querySelector('[data-param=lr] input.entry').value === '0.2'")
    expect(run.control("lr").locator("input.entry")).to_be_enabled()


def test_the_best_value_and_a_divergence_are_marked(run: Screen) -> None:
    expect(run.page.locator("[data-mark=best]")).to_contain_text("best")
    run.enter("lr", "10")
    run.settled()
    run.play.click()
    expect(run.state).to_have_text("diverged")
    expect(run.page.locator("[data-mark=diverged]")).to_be_attached()


def test_a_hand_at_rest_moves_numbers_and_curves(run: Screen) -> None:
    before = run.page.locator("dl .main dd").inner_text()
    line = "[data-view=curves] path[stroke]"
    drawn = run.page.locator(line).first.get_attribute("d")
    run.page.mouse.click(*run.pixel("bowl", 0.5, 0.5))
    run.settled()
    run.wait("(before) => document.querySelector('dl .main dd').textContent !== before", before)
    run.wait("([css, drawn]) => document.querySelector(css).getAttribute('d') !== drawn", [line, drawn])
    run.expect_step(40)


def test_a_fork_lies_beside_its_parent(server: Server, forked: Screen) -> None:
    forked.enter("lr", "0.2")
    child = forked.run_id()
    forked.settled()
    server.client.post(f"runs/{child}/control", json={"action": "step", "steps": 10}).raise_for_status()
    forked.expect_step(35)
    row = server.client.get(f"runs/{child}").json()
    assert (row["fork_step"], row["params"]["lr"], row["start_params"]["lr"]) == (25, 0.2, 0.01)
    expect(forked.page.locator(GHOSTS)).to_have_count(2)  # training and validation
    expect(forked.page.locator("[data-view=curves] .label")).to_have_text(
        ["training · parent", "held out · parent", "training · fork", "held out · fork"]
    )
    theirs = forked.page.locator('.ribbon .cell.faded[data-state="past"]').last
    expect(theirs).to_have_attribute("data-step", "40")
    line = at_run(server, forked, row["parent"], 40)
    handle = forked.page.get_by_role("slider", name="Parent and fork in one frame")
    expect(handle).to_have_count(1)
    theirs.hover()
    expect(handle).to_have_count(0)  # a picture of the parent is not compared with itself
    forked.wait_for_trace("fit", "line", "Math.abs(y[0] - argument) < 1e-4", line)
    forked.wait("() => document.querySelector('[data-param=lr] input.entry').value === '0.01'")


def at_run(server: Server, screen: Screen, run: str, step: int) -> float:
    """The line of another run."""
    bdata = server.client.get(f"runs/{run}/frames/{step}").json()["views"]["fit"]["line.y"]["bdata"]
    found: float = screen.page.evaluate(
        "(bdata) => new Float32Array(Uint8Array.from(atob(bdata), (c) => c.charCodeAt(0)).buffer)[0]", bdata
    )
    return found


def test_a_link_brings_the_fork_and_its_parents_curves(server: Server, forked: Screen, open_page: OpenPage) -> None:
    query = forked.page.evaluate("location.search")
    other = open_page(server, f"en/{REGRESSION}{query}", fresh=True)
    other.expect_step(25)
    expect(other.page.locator(GHOSTS)).to_have_count(2)
    expect(cell(other, 10).locator("canvas[data-drawn]")).to_be_attached()


def test_undo_returns_to_the_parent(forked: Screen) -> None:
    child = forked.run_id()
    forked.messages.get_by_role("button", name="Undo").click()
    forked.wait("(run) => new URLSearchParams(location.search).get('run') !== run", child)
    forked.expect_step(40)


def test_on_a_phone_what_drives_the_picture_rests_in_the_past(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/{REGRESSION}", width=390, height=844)
    for step in (1, 2, 3):
        screen.step_once.click()
        screen.expect_step(step)
    slider = screen.page.locator(".dock input[type=range]")
    expect(slider).to_be_enabled()
    cell(screen, 2).click()
    expect(slider).to_be_disabled()
    screen.page.get_by_role("button", name="Back to now").first.click()
    expect(slider).to_be_enabled()


def test_a_run_that_plays_is_forked_where_it_stops(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/{REGRESSION}?lr=0.01")
    screen.hurry()
    screen.play.click()
    screen.wait_for_step(70)
    parent = screen.run_id()
    screen.calling("POST", f"runs/{parent}/fork", lambda: screen.page.keyboard.press("f"))
    screen.wait("(run) => new URLSearchParams(location.search).get('run') !== run", parent)
    row = server.client.get(f"runs/{screen.run_id()}").json()
    assert server.step(parent) == row["fork_step"] >= 70
    screen.expect_step(row["fork_step"])


def test_a_cell_asks_again_only_when_more_is_kept(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/{REGRESSION}?lr=0.01")
    asked: list[str] = []

    def earlier(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(response=route.fetch(url=route.request.url.replace("/frames/10", "/frames/0")))

    screen.page.route("**/frames/10", earlier)
    screen.page.route("**/keyframes", lambda route: route.fulfill(json=[{"step": 0}]))
    screen.play.click()
    screen.wait_for_step(60)
    expect(cell(screen, 10).locator("canvas[data-drawn]")).to_be_attached()
    screen.wait_for_step(90)
    assert len(asked) == 1
    screen.page.unroute("**/frames/10")
    screen.page.unroute("**/keyframes")
    with screen.page.expect_response("**/frames/10"):
        screen.pause.click()


def test_a_finger_goes_to_a_picture_and_six_of_them_fit_a_phone(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/{REGRESSION}?lr=0.01", width=390, height=844, has_touch=True, is_mobile=True)
    screen.step_once.click()
    screen.expect_step(1)
    server.client.post(f"runs/{screen.run_id()}/control", json={"action": "step", "steps": 39}).raise_for_status()
    screen.expect_step(40)
    expect(screen.page.locator(".ribbon .cell")).to_have_count(6)
    cell(screen, 25).scroll_into_view_if_needed()
    cell(screen, 25).tap()
    expect(cell(screen, 25)).to_have_attribute("data-state", "shown")
    screen.expect_step(25)
    screen.expect_no_wider()
