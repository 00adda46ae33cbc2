"""The timeline: scrub back, fork there with another rate, both curves, the parent's pictures, and a link to all of it."""

from __future__ import annotations

import base64
import struct

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.screen import REGRESSION, Screen
from tests.support.server import Server

GHOSTS = "[data-view=curves] .ghost-line"


@pytest.fixture
def forked(server: Server, open_page: OpenPage) -> Screen:
    """A run of 40 steps, scrubbed back to its keyframe at 20, forked there."""
    screen = open_page(server, f"en/{REGRESSION}?lr=0.01")
    screen.step_once.click()
    screen.expect_step(1)
    run = screen.run_id()
    for steps in (19, 20):
        server.client.post(f"runs/{run}/control", json={"action": "step", "steps": steps}).raise_for_status()
    screen.expect_step(40)
    scrub(screen, 20)
    expect(screen.page.get_by_text("You see step 20.")).to_be_visible()
    screen.calling("POST", f"runs/{run}/fork", lambda: screen.page.keyboard.press("f"))
    screen.wait("(run) => new URLSearchParams(location.search).get('run') !== run", run)
    screen.expect_step(20)
    return screen


def scrub(screen: Screen, step: int) -> None:
    screen.page.get_by_label("Timeline", exact=True).locator("visible=true").last.evaluate(
        "(slider, step) => { slider.value = step; slider.dispatchEvent(new Event('input', {bubbles: true})) }", step
    )


def test_a_fork_with_another_rate_lies_over_its_parent(server: Server, forked: Screen) -> None:
    expect(forked.page.locator(GHOSTS).first).to_be_attached()
    forked.enter("lr", "0.2")
    child = forked.run_id()
    forked.wait("() => document.querySelector('[data-param=lr] input.entry').value === '0.2'")
    server.client.post(f"runs/{child}/control", json={"action": "step", "steps": 10}).raise_for_status()
    forked.expect_step(30)
    row = server.client.get(f"runs/{child}").json()
    assert (row["fork_step"], row["params"]["lr"], row["start_params"]["lr"]) == (20, 0.2, 0.01)
    own = server.client.get(f"runs/{child}/metrics?after=20").json()["series"]["train_loss"]
    parent = server.client.get(f"runs/{row['parent']}/metrics?after=20").json()["series"]["train_loss"]
    assert len(own) == 10
    assert own != parent[:10]
    assert forked.page.locator(GHOSTS).count() == 2  # training and validation
    expect(forked.page.get_by_text("fork from step 20")).to_be_visible()


def test_the_parents_pictures_are_one_key_away(server: Server, forked: Screen) -> None:
    child = forked.run_id()
    parent = server.client.get(f"runs/{child}").json()["parent"]
    forked.enter("lr", "0.5")
    forked.settled()  # else the steps below may be made at the parent's rate
    server.client.post(f"runs/{child}/control", json={"action": "step", "steps": 20}).raise_for_status()
    forked.expect_step(40)
    own, theirs = weight(server, child), weight(server, parent)
    assert abs(own - theirs) > 1e-3
    shows = "Math.abs(x[0] - argument) < 1e-4"
    forked.wait_for_trace("bowl", "here", shows, own)
    toggle = forked.page.get_by_role("button", name="Parent")
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    forked.wait_for_trace("bowl", "here", shows, theirs)
    toggle.click()
    forked.wait_for_trace("bowl", "here", shows, own)


def weight(server: Server, run: str) -> float:
    """The weight across in the newest picture of a run."""
    traces = server.client.get(f"runs/{run}/figures/bowl").json()["data"]
    packed = next(trace for trace in traces if trace["uid"] == "here")["x"]["bdata"]
    first: float = struct.unpack("<f", base64.b64decode(packed)[:4])[0]
    return first


def test_a_link_brings_the_fork_and_its_parents_curves(server: Server, forked: Screen, open_page: OpenPage) -> None:
    query = forked.page.evaluate("location.search")
    other = open_page(server, f"en/{REGRESSION}{query}", fresh=True)
    other.expect_step(20)
    expect(other.page.locator(GHOSTS)).to_have_count(2)
    expect(other.page.get_by_role("button", name="Parent")).to_be_visible()


def test_undo_returns_to_the_parent(forked: Screen) -> None:
    child = forked.run_id()
    forked.messages.get_by_role("button", name="Undo").click()
    forked.wait("(run) => new URLSearchParams(location.search).get('run') !== run", child)
    forked.expect_step(40)
