"""What is set last holds, whatever comes late; and the page says when all that was done is in force and drawn."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.held import Held
from tests.support.screen import REGRESSION, Screen
from tests.support.server import Server


@pytest.fixture
def lab(server: Server, open_page: OpenPage) -> Screen:
    return open_page(server, f"en/{REGRESSION}")


def test_a_change_is_settled_when_its_picture_is_drawn(lab: Screen) -> None:
    lab.step_once.click()
    lab.settled()
    lab.expect_step(1)
    line = lab.trace("fit", "line")["y"]
    lab.step_once.click()
    lab.settled()
    lab.expect_step(2)
    assert lab.trace("fit", "line")["y"] != line
    points = lab.trace("fit", "points")["x"]
    lab.page.mouse.click(*lab.pixel("fit", 3.5, 0.0))
    lab.settled()
    assert len(lab.trace("fit", "points")["x"]) == len(points) + 1
    lab.hurry()
    lab.play.click()
    lab.wait_for_step(50)
    lab.enter("lr", "0.002")
    lab.settled()
    assert lab.server.client.get(f"runs/{lab.run_id()}").json()["params"]["lr"] == 0.002


def test_what_is_set_while_a_run_begins_holds(lab: Screen) -> None:
    call = Held(lab.page, "**/api/v1/runs", first="POST").after(lab.step_once.click)
    lab.enter("lr", "0.2")
    call.let_go()
    lab.settled()
    assert lab.number("lr") == 0.2
    run = lab.run_id()
    assert lab.server.client.get(f"runs/{run}").json()["params"]["lr"] == 0.2
    lab.reset.click()
    lab.settled()
    call = Held(lab.page, "**/api/v1/runs", first="POST").after(lab.step_once.click)
    lab.preset("442 real patients")
    lab.page.get_by_label("Random seed").fill("7")
    lab.page.get_by_label("Random seed").press("Enter")
    call.let_go()
    lab.settled()
    expect(lab.page.get_by_label("Random seed")).to_have_value("7")
    expect(lab.chosen("data")).to_contain_text("iabetes")
    expect(lab.page.get_by_role("button", name="442 real patients")).to_have_attribute("aria-pressed", "true")


def test_a_run_that_is_no_longer_wanted_is_not_taken_up(lab: Screen) -> None:
    call = Held(lab.page, "**/api/v1/runs", first="POST").after(lab.step_once.click)
    lab.reset.click()
    with lab.page.expect_response("**/control") as stopped:
        call.let_go()
    assert stopped.value.json()["state"] == "done"
    lab.settled()
    assert "run" not in lab.query
    lab.expect_step(0)


def test_a_value_on_its_way_is_not_replaced_by_the_old_one(lab: Screen) -> None:
    lab.step_once.click()
    lab.settled()
    run = lab.run_id()
    call = Held(lab.page, "**/params", first="PATCH").after(lambda: lab.enter("lr", "0.3"))
    lab.server.client.patch(f"runs/{run}/params", json={"params": {"batch_size": 7}}).raise_for_status()
    lab.wait("() => document.querySelector('[data-param=batch_size] input.entry').value === '7'")
    assert lab.number("lr") == 0.3
    call.let_go()
    lab.settled()
    assert (lab.number("lr"), lab.number("batch_size")) == (0.3, 7)
    assert lab.server.client.get(f"runs/{run}").json()["params"]["lr"] == 0.3


def test_changes_from_elsewhere_are_followed_from_the_first_on(lab: Screen) -> None:
    lab.step_once.click()
    lab.settled()
    run = lab.run_id()
    lab.play.click()
    lab.wait_for_step(20)
    lab.pause.click()
    lab.settled()
    lab.server.client.patch(f"runs/{run}/params", json={"params": {"lr": 0.0123}}).raise_for_status()
    lab.wait("() => document.querySelector('[data-param=lr] input.entry').value === '0.0123'")
    lab.wait("() => new URLSearchParams(location.search).get('lr') === '0.0123'")
