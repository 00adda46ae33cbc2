"""A run on the page: Play, Pause, Step, Reset, live and structural changes, gestures in the pictures, divergence."""

from __future__ import annotations

import math
import re
import time

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.screen import REGRESSION, Screen
from tests.support.server import Server


@pytest.fixture
def lab(server: Server, open_page: OpenPage) -> Screen:
    return open_page(server, f"en/{REGRESSION}")


def stepped(screen: Screen, steps: int = 1) -> str:
    """Starts a run and leaves it paused after these steps; its id."""
    for step in range(1, steps + 1):
        screen.step_once.click()
        screen.expect_step(step)
    screen.settled()
    return screen.run_id()


def test_pictures_are_drawn_before_anything_runs(lab: Screen) -> None:
    start = lab.server.client.get("labs/linear-regression").json()
    training = int(start["frame"]["views"]["fit"]["points.x"].get("shape", "30").split(",")[0])
    assert len(lab.trace("fit", "points")["x"]) == training
    assert len(lab.trace("bowl", "surface")["y"]) == 65
    assert len(lab.trace("bowl", "answer")["x"]) == 1
    expect(lab.view("fit").locator("path.js-line").first).to_be_visible()
    assert not lab.calls("POST", "/runs")
    assert "run" not in lab.query
    lab.expect_step(0)


def test_two_quick_steps_are_two_steps_of_one_run(lab: Screen) -> None:
    lab.step_once.evaluate("(button) => { button.click(); button.click() }")
    lab.expect_step(2)
    assert len(lab.calls("POST", "/runs")) == 1


def test_play_pause_step_reset_and_undo(lab: Screen) -> None:
    lab.step_once.click()
    lab.expect_step(1)
    first = lab.headline(0)
    lab.hurry()
    lab.play.click()
    lab.wait_for_step(200)
    lab.pause.click()
    expect(lab.play).to_be_visible()
    expect(lab.state).to_have_text("paused")
    assert lab.headline(0) < first / 2
    run = lab.run_id()
    row = lab.server.client.get(f"runs/{run}").json()
    assert row["state"] == "paused"
    lab.expect_step(row["step"])
    expect(lab.view("curves").locator("path[stroke]")).to_have_count(2)

    lab.step_once.click()
    lab.expect_step(row["step"] + 1)

    lab.reset.click()
    lab.expect_step(0)
    expect(lab.state).to_have_text("ready")
    expect(lab.messages).to_contain_text("Back at the start.")
    lab.wait_for_trace("fit", "line", "y.every((value) => value === 0)")
    lab.wait("() => !new URLSearchParams(location.search).has('run')")

    lab.page.get_by_role("button", name="Undo").click()
    lab.expect_step(row["step"] + 1)
    assert lab.run_id() == run
    lab.wait_for_trace("fit", "line", "y.some((value) => value !== 0)")


def test_the_keyboard_does_the_same(lab: Screen) -> None:
    keyboard = lab.page.keyboard
    keyboard.press("ArrowRight")
    lab.expect_step(1)
    keyboard.press("ArrowRight")
    lab.expect_step(2)
    keyboard.press("Space")
    lab.wait_for_step(30)
    keyboard.press("Space")
    expect(lab.state).to_have_text("paused")
    run = lab.run_id()
    lab.expect_step(lab.server.step(run))
    keyboard.press("r")
    lab.expect_step(0)
    lab.page.get_by_role("button", name="Undo").click()
    lab.expect_step(lab.server.step(run))


def test_keys_typed_into_a_control_are_its_own(lab: Screen) -> None:
    run = stepped(lab)
    lab.control("lr").locator("input.entry").press("r")
    lab.page.locator("#seed").press("Space")
    lab.control("lr").get_by_role("slider").press("ArrowRight")
    lab.wait("() => new URLSearchParams(location.search).has('lr')")
    lab.control("penalty").locator("select").focus()
    lab.page.keyboard.press("r")
    expect(lab.chosen("penalty")).to_contain_text("Ridge")
    lab.wait("() => new URLSearchParams(location.search).get('penalty') === 'ridge'")
    lab.expect_step(1)
    assert lab.run_id() == run
    assert lab.server.step(run) == 1


def test_a_live_parameter_changes_while_it_runs(lab: Screen) -> None:
    lab.hurry()
    lab.play.click()
    lab.wait_for_step(50)
    run = lab.run_id()
    body = lab.calling("PATCH", f"/runs/{run}/params", lambda: lab.enter("lr", "0.002"))
    assert body == {"params": {"lr": 0.002}}
    before = lab.step()
    assert before >= 50
    lab.wait_for_step(before + 200)
    expect(lab.pause).to_be_visible()
    assert lab.run_id() == run
    assert len(lab.calls("POST", "/runs")) == 1
    row = lab.server.client.get(f"runs/{run}").json()
    assert (row["params"]["lr"], row["start_params"]["lr"]) == (0.002, 0.05)
    log = lab.server.client.get(f"runs/{run}/log").json()
    assert [entry["kind"] for entry in log] == ["params"]
    assert log[0]["step"] >= 50
    assert lab.number("lr") == 0.002


def test_a_structural_parameter_begins_a_new_run_that_can_be_taken_back(lab: Screen) -> None:
    first = stepped(lab, 3)
    lab.play.click()
    lab.wait_for_step(20)
    lab.choose("basis", "Polynomial")
    lab.wait("(old) => new URLSearchParams(location.search).get('run') !== old", first)
    second = lab.run_id()
    expect(lab.messages).to_contain_text("“Basis functions” needs a new start")
    assert second != first
    assert lab.calls("POST", "/runs")[-1]["params"]["basis"] == "polynomial"
    lab.wait_for_step(20)
    lab.show("Every weight")
    lab.wait_for_trace("weights", "now", "y.length === 6")
    lab.server.client.get(f"runs/{first}").raise_for_status()
    lab.page.get_by_role("button", name="Undo").click()
    lab.wait("(old) => new URLSearchParams(location.search).get('run') === old", first)
    lab.wait_for_trace("weights", "now", "y.length === 2")
    expect(lab.chosen("basis")).to_contain_text("Line")


def test_a_click_on_the_cost_surface_sets_the_weights(lab: Screen) -> None:
    stepped(lab)
    x, y = lab.pixel("bowl", 2.5, 3.0)
    body = lab.calling("POST", "/actions", lambda: lab.page.mouse.click(x, y))
    assert body["action"]["kind"] == "set_weights"
    a, b = body["action"]["a"], body["action"]["b"]
    assert (a, b) == pytest.approx((2.5, 3.0), abs=0.15)
    near = "Math.abs(x[0] - argument[0]) < 1e-4 && Math.abs(y[0] - argument[1]) < 1e-4"
    lab.wait_for_trace("bowl", "here", near, [a, b])
    lab.wait_for_trace("fit", "line", "Math.max(...y) > 5")
    lab.expect_step(1)


def lonely(points: dict[str, list[float]]) -> int:
    """The point that is farthest from its neighbours, so that a pointer cannot mean another."""
    places = list(zip(points["x"], points["y"], strict=True))
    return max(
        range(len(places)),
        key=lambda i: min(math.dist(places[i], other) for j, other in enumerate(places) if j != i),
    )


def test_points_are_dragged_added_and_removed(lab: Screen) -> None:
    points = lab.trace("fit", "points")
    index = lonely(points)
    start = lab.pixel("fit", points["x"][index], points["y"][index])
    answer = lab.trace("fit", "answer")["y"]
    end = lab.pixel("fit", 2.0, -1.0)
    with lab.page.expect_response(re.compile("/actions$")):
        lab.drag(start, end)
    there = "Math.abs(x[argument] - 2) < 0.1 && Math.abs(y[argument] + 1) < 0.1"
    lab.wait_for_trace("fit", "points", there, index)
    moves = [body["action"] for body in lab.calls("POST", "/actions")]
    assert {(move["kind"], move["index"]) for move in moves} == {("move_point", index)}
    lab.wait_for_trace("fit", "answer", "y.some((value, i) => Math.abs(value - argument[i]) > 0.02)", answer)
    lab.expect_step(0)
    lab.settled()  # no move is on its way any more

    x, y = lab.pixel("fit", 3.5, 0.0)
    body = lab.calling("POST", "/actions", lambda: lab.page.mouse.click(x, y))
    assert body["action"]["kind"] == "add_point"
    many = len(points["x"])
    lab.wait_for_trace("fit", "points", "x.length === argument", many + 1)
    lab.settled()
    body = lab.calling("POST", "/actions", lambda: lab.page.mouse.dblclick(x, y))
    assert body["action"] == {"kind": "remove_point", "index": many}
    lab.wait_for_trace("fit", "points", "x.length === argument", many)


def test_slow_motion_and_back_to_full_speed(lab: Screen) -> None:
    speed = lab.page.get_by_role("slider", name="Speed")
    speed.fill("2")
    expect(speed).to_have_attribute("aria-valuetext", "2 steps a second")
    began = time.monotonic()
    lab.play.click()
    lab.wait_for_step(2)
    run = lab.run_id()
    row = lab.server.client.get(f"runs/{run}").json()
    assert row["speed"] == 2
    assert row["step"] <= 2 + 2 * (time.monotonic() - began)
    speed.press("End")
    lab.wait_for_step(300)
    assert lab.run_id() == run
    assert lab.server.client.get(f"runs/{run}").json()["speed"] is None


@pytest.mark.parametrize(("lang", "state", "word"), [("en", "diverged", "diverged"), ("zh", "已发散", "发散")])
def test_divergence_is_told_in_words(server: Server, open_page: OpenPage, lang: str, state: str, word: str) -> None:
    lab = open_page(server, f"{lang}/{REGRESSION}?preset=diverges")
    lab.hurry()
    lab.play.click()
    expect(lab.state).to_have_text(state)
    row = server.client.get(f"runs/{lab.run_id()}").json()
    assert row["state"] == "diverged"
    message = row["message"][lang]
    assert word in message.lower()
    title = server.client.get("labs/linear-regression").json()["metrics"]["train_loss"]["title"][lang]
    assert title in message
    assert "train_loss" not in message
    assert re.search(r"\d", message)
    expect(lab.messages).to_contain_text(message)
    lab.expect_step(row["step"])
    expect(lab.step_once).to_be_disabled()
    expect(lab.view("curves").locator("path[stroke]").first).to_be_visible()
    lab.messages.get_by_role("button").first.click()
    lab.expect_step(0)


def test_every_preset_sets_its_parameters(lab: Screen) -> None:
    for preset in lab.server.client.get("labs/linear-regression").json()["presets"]:
        title = preset["title"]["en"]
        body = lab.calling("POST", "/frame", lambda title=title: lab.preset(title))  # type: ignore[misc]
        for name, value in preset["params"].items():
            given = body["params"][name]
            assert given == value or (isinstance(value, dict) and value.items() <= given.items())
        expect(lab.page.get_by_role("button", name=title, exact=True)).to_have_attribute("aria-pressed", "true")
        expect(lab.page.locator(".controls")).to_contain_text(preset["summary"]["en"])
    lab.preset("442 real patients")
    expect(lab.chosen("data")).to_contain_text("iabetes")
    expect(lab.view("fit")).to_contain_text("Body mass index")
    lab.wait_for_trace("fit", "points", "x.length === 332 && Math.min(...x) > 15")
    lab.wait("() => new URLSearchParams(location.search).get('preset') === 'patients'")
    lab.enter("lr", "0.01")
    expect(lab.page.locator(".controls")).to_contain_text("changed")


@pytest.mark.expects("422")
def test_a_value_beyond_its_bounds_is_refused_in_words(lab: Screen) -> None:
    lab.enter("lr", "99")
    expect(lab.control("lr").locator(".error")).to_contain_text("10")
    lab.enter("lr", "0.1")
    expect(lab.control("lr").locator(".error")).to_be_empty()


def test_a_reload_shows_the_same_run(lab: Screen) -> None:
    run = stepped(lab, 3)
    lab.sent.clear()
    fit = lab.trace("fit", "line")["y"]
    lab.page.reload()
    lab.drawn()
    lab.expect_step(3)
    assert lab.run_id() == run
    expect(lab.state).to_have_text("paused")
    lab.wait_for_trace("fit", "line", "Math.abs(y[0] - argument) < 1e-5", fit[0])
    expect(lab.view("curves").locator("path[stroke]")).to_have_count(2)
    lab.step_once.click()
    lab.expect_step(4)
    assert lab.run_id() == run
