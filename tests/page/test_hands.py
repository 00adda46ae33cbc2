"""A hand on a picture: followed before the server answers, by keys as well, and on axes that hold."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.held import Held
from tests.support.screen import ACTIVATIONS, REGRESSION
from tests.support.server import Server

RACE = "lab/optimizer-race"
MARKER = """([view, uid]) => {
  const canvas = document.querySelector(`[data-view="${view}"] .canvas`)
  const [x, y] = canvas.querySelector(`.trace${uid} .points path`).getAttribute('transform').match(/-?[\\d.]+/g)
  const { xaxis, yaxis } = canvas._fullLayout
  const box = canvas.getBoundingClientRect()
  return [box.left + xaxis._offset + Number(x), box.top + yaxis._offset + Number(y)]
}"""


@pytest.mark.parametrize(
    ("path", "view", "uid", "calls", "answered"),
    [
        (REGRESSION, "fit", "points", "**/actions", "Math.abs(x[0] - argument) < 0.05"),
        (RACE, "best", "start", "**/frame", "Math.abs(x[0] - argument) < 0.05"),
        (ACTIVATIONS, "curve", "point", "**/frame", "Math.abs(x[0] - argument) < 0.05"),
    ],
)
def test_what_is_dragged_is_under_the_hand_before_the_server_answers(
    server: Server, open_page: OpenPage, path: str, view: str, uid: str, calls: str, answered: str
) -> None:
    lab = open_page(server, f"en/{path}")
    if path == REGRESSION:
        lab.step_once.click()
        lab.settled()
    points = lab.trace(view, uid)
    start = lab.pixel(view, points["x"][0], points["y"][0])
    end = lab.pixel(view, points["x"][0] + 0.5, points["y"][0])
    held = Held(lab.page, calls)
    mouse = lab.page.mouse
    mouse.move(*start)
    mouse.down()
    mouse.move((start[0] + end[0]) / 2, start[1])
    mouse.move(end[0], start[1])
    seen = lab.page.evaluate(MARKER, [view, uid])
    assert seen[0] == pytest.approx(end[0], abs=1.5)
    mouse.up()
    held.let_go()
    lab.wait_for_trace(view, uid, answered, points["x"][0] + 0.5)
    lab.settled()
    assert lab.page.evaluate(MARKER, [view, uid])[0] == pytest.approx(end[0], abs=3)


def test_keys_choose_a_point_carry_it_and_let_it_go(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{REGRESSION}")
    keyboard, plane = lab.page.keyboard, lab.view("fit").get_by_role("application")
    points = lab.trace("fit", "points")
    plane.focus()
    keyboard.press("n")
    expect(lab.view("fit").locator(".readout")).to_contain_text("point")
    keyboard.press("Enter")
    expect(lab.view("fit").locator("[aria-live]")).to_contain_text("picked up")
    keyboard.press("Shift+ArrowUp")
    keyboard.press("Enter")
    expect(lab.view("fit").locator("[aria-live]")).to_contain_text("dropped")
    lab.wait_for_trace(
        "fit", "points", "argument.filter((old, i) => Math.abs(old - y[i]) > 0.1).length === 1", points["y"]
    )


def test_keys_click_the_bowl_and_move_the_ring(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{REGRESSION}")
    hint = lab.view("bowl").get_by_text("Click to set the weights")
    expect(hint).to_have_css("opacity", "0")
    lab.view("bowl").get_by_role("application").focus()
    expect(hint).to_have_css("opacity", "1")
    lab.page.keyboard.press("Shift+ArrowRight")
    lab.page.keyboard.press("Enter")
    expect(hint).to_have_count(0)
    low, high = lab.range("bowl", "xaxis")
    lab.wait_for_trace("bowl", "here", "x[0] > argument", (low + high) / 2)
    lab = open_page(server, f"en/{RACE}")
    lab.view("best").get_by_role("application").focus()
    lab.page.keyboard.press("Shift+ArrowRight")
    lab.page.keyboard.press("Enter")
    lab.wait_for_trace("same", "start", "x[0] > -3.3")
    assert lab.number("surface.start_x") > -3.3


def test_axes_hold_while_the_hand_is_down(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, "en/lab/gradient-flow")
    before = lab.range("gradients", "yaxis")
    box = lab.control("gain").get_by_role("slider").bounding_box()
    assert box
    y, mouse = box["y"] + box["height"] / 2, lab.page.mouse
    mouse.move(box["x"] + box["width"] * 0.27, y)
    mouse.down()
    mouse.move(box["x"] + box["width"] * 0.6, y)
    mouse.move(box["x"] + box["width"] * 0.98, y)
    lab.wait_for_trace("gradients", "expected", "y[0] > argument", before[1] + 1)
    assert lab.range("gradients", "yaxis") == before
    mouse.up()
    lab.wait(
        "(high) => document.querySelector('[data-view=gradients] .canvas')._fullLayout.yaxis.range[1] > high",
        before[1] + 1,
    )


def test_a_preset_opens_its_view_at_its_speed(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, "en/lab/learning-rate")
    lab.preset("Averaging 50 days")
    expect(lab.view("ewa")).to_be_visible()
    lab = open_page(server, f"en/{REGRESSION}?preset=diverges")
    expect(lab.view("bowl")).to_be_visible()
    expect(lab.page.locator("output[for=speed]")).to_contain_text("2")


def test_a_finger_scrolls_over_points_and_drags_the_one_it_tapped_or_rests_on(
    server: Server, open_page: OpenPage
) -> None:
    lab = open_page(server, f"en/{REGRESSION}", width=390, height=844, has_touch=True, is_mobile=True)
    page = lab.page
    lab.step_once.tap()
    lab.expect_step(1)
    lab.settled()
    acted: list[str] = []
    page.on("request", lambda request: acted.append(request.url) if request.url.endswith("/actions") else None)
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, *at: tuple[float, float]) -> None:
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in at]})

    def point(index: int) -> tuple[float, float]:
        points = lab.trace("fit", "points")
        return lab.pixel("fit", points["x"][index], points["y"][index])

    def carry(x: float, y: float) -> None:
        for up in range(20, 100, 20):
            touch("touchMove", (x, y - up))
        body = lab.calling("POST", "/actions", lambda: touch("touchEnd"))
        assert body["action"]["kind"] == "move_point"
        assert page.evaluate("scrollY") == 0, "what holds a point does not scroll"

    x, y = point(8)
    touch("touchStart", (x, y))
    expect(lab.view("fit").locator("[data-grab=held]")).to_have_count(1)
    carry(x, y)

    x, y = point(3)
    page.touchscreen.tap(x, y)
    touch("touchStart", (x, y))
    carry(x, y)
    lab.settled()

    acted.clear()
    x, y = point(12)
    touch("touchStart", (x, y))
    for up in range(20, 100, 20):
        touch("touchMove", (x, y - up))
    touch("touchEnd")
    lab.wait("() => scrollY > 30")
    assert acted == []
