"""The home page and its first minute, step by step: predict, play, break it, go back, fork, and where to go then."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from lossland.labs.networks.mlp_playground.questions import ACCIDENT, SEPARATED
from tests.support.browser import OpenPage
from tests.support.screen import TRAINING_MS, Screen
from tests.support.server import Server


@pytest.fixture
def home(server: Server, open_page: OpenPage) -> Screen:
    screen = open_page(server, "en/")
    screen.page.locator("[data-view=map] canvas").first.wait_for()
    return screen


def now(screen: Screen) -> Locator:
    return screen.page.get_by_role("list", name="The first minute").locator("[aria-current=step]")


def expect_all_of_it(screen: Screen) -> None:
    """The step that is due stands in its panel in full."""
    screen.wait(
        """() => {
            const due = document.querySelector('.tour [aria-current=step]').getBoundingClientRect()
            const panel = document.querySelector('.tour').parentElement.getBoundingClientRect()
            return due.top >= panel.top && due.bottom <= panel.bottom
        }"""
    )


def look_before(screen: Screen, step: int) -> None:
    """Clicks the last picture of the timeline that is from before a step, of a run that was paused."""
    screen.at_rest()
    steps = screen.page.locator(".ribbon .cell").evaluate_all(
        "(cells) => cells.map((cell) => Number(cell.dataset.step))"
    )
    last = max(kept for kept in steps if kept < step)
    screen.page.locator(f'.ribbon .cell[data-step="{last}"]').click()


def test_it_opens_with_a_question_a_picture_three_controls_and_one_play(home: Screen) -> None:
    page = home.page
    expect(page.get_by_role("heading", name="Can 16 neurons separate these spirals?")).to_be_visible()
    expect(page.locator("[data-param]:not([data-param] [data-param])")).to_have_count(3)
    expect(home.play).to_have_count(1)
    expect(page.get_by_role("radio")).to_have_text(["Yes", "Only partly", "No"])
    expect(now(home)).to_have_text("Press Play.")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("region", name="The course").get_by_role("heading", level=3).first).to_be_attached()
    page.get_by_role("link", name="All controls and the lesson").click()
    home.drawn()
    expect(page.get_by_role("button", name="Open Lesson")).to_be_visible()


def test_the_first_minute(server: Server, home: Screen) -> None:
    page = home.page
    page.get_by_role("radio", name="Only partly").click()
    home.play.click()
    expect(page.get_by_text("It came out differently: “Yes”")).to_be_visible(timeout=TRAINING_MS)
    expect(page.get_by_role("radio", name="Yes")).to_have_attribute("data-verdict", "right")
    expect(now(home)).to_contain_text("50 times larger, now.")
    expect_all_of_it(home)
    run = home.run_id()
    usual = home.number("lr")
    best = server.step(run)

    page.get_by_role("button", name="Do it for me").click()
    expect(now(home)).to_contain_text("Click a picture of the timeline from before the accident at step")
    home.hurry()
    home.wait_for_step(best + 2000)
    home.pause.click()
    broken = server.client.get(f"runs/{run}").json()
    assert broken["params"]["lr"] == pytest.approx(ACCIDENT * usual, rel=0.05)
    (accident,) = server.client.get(f"runs/{run}/log").json()
    after = server.client.get(f"runs/{run}/metrics?after={accident['step'] + 50}").json()["series"]
    assert max(value for value in after["validation_accuracy"] if value is not None) < SEPARATED

    told = re.search(r"at step ([\d,]+)", now(home).inner_text())  # the page is behind the server: what it says counts
    assert told
    look_before(home, int(told[1].replace(",", "")))
    expect(now(home)).to_contain_text("Fork here")
    expect_all_of_it(home)
    page.locator(".ribbon").get_by_role("button", name="Fork here").click()
    home.wait("(run) => new URLSearchParams(location.search).get('run') !== run", run)
    expect(now(home)).to_contain_text("two curves")
    expect_all_of_it(home)
    assert home.number("lr") == pytest.approx(usual)
    expect(page.locator("[data-view=loss] .ghost-line").first).to_be_attached()
    home.play.click()
    expect(page.get_by_text("You just saw divergence: the loss jumps up")).to_be_visible()
    home.pause.click()
    leads = page.locator(".tour").get_by_role("link")
    expect(leads).to_have_count(3)
    leads.first.click()
    home.drawn()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_fork_from_after_the_accident_is_no_way_back(server: Server, home: Screen) -> None:
    page = home.page
    home.hurry()
    home.play.click()
    expect(page.get_by_role("button", name="Do it for me")).to_be_visible(timeout=TRAINING_MS)
    page.get_by_role("button", name="Do it for me").click()
    expect(now(home)).to_contain_text("Click a picture of the timeline")
    run = home.run_id()
    home.wait_for_step(server.step(run) + 1000)
    home.pause.click()
    home.calling(
        "POST", f"runs/{run}/fork", lambda: page.locator(".ribbon").get_by_role("button", name="Fork here").click()
    )
    home.wait("(run) => new URLSearchParams(location.search).get('run') !== run", run)
    expect(now(home)).to_contain_text("Click a picture of the timeline")


def test_on_a_phone_what_is_due_stays_at_the_top_and_leads_to_the_timeline(server: Server, open_page: OpenPage) -> None:
    home = open_page(server, "en/", width=390, height=844)
    page = home.page
    home.hurry()
    home.play.click()
    page.get_by_role("button", name="Do it for me").click(timeout=TRAINING_MS)
    page.get_by_role("button", name="To the timeline").click()
    home.pause.click()
    expect(page.locator(".ribbon .cell").first).to_be_in_viewport(ratio=1)
    expect(now(home)).to_be_in_viewport(ratio=1)
    told = re.search(r"at step ([\d,]+)", now(home).inner_text())
    assert told
    look_before(home, int(told[1].replace(",", "")))
    expect(now(home)).to_contain_text("Fork here")


def test_a_link_to_the_home_pages_run_restores_it(server: Server, home: Screen, open_page: OpenPage) -> None:
    home.step_once.click()
    home.expect_step(1)
    run = home.run_id()
    other = open_page(server, f"zh/?run={run}", fresh=True, color_scheme="dark")
    other.expect_step(1)
    expect(other.page.get_by_role("radio")).to_have_count(3)
    expect(other.page.locator("html")).to_have_attribute("data-theme", "dark")
