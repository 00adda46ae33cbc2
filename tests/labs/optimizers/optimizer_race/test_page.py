"""The optimizer race in a browser: drag the one start, race nine, mistype a formula, export the figure."""

from __future__ import annotations

import base64

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.screen import Screen
from tests.support.server import Server

RACE = "lab/optimizer-race"
OUTLINE = (
    "([view, uid]) => document.querySelector(`[data-view=${view}] .trace${uid} .js-line`)?.getAttribute('d') ?? ''"
)


def outline(screen: Screen, view: str, uid: str) -> str:
    """The line of a trace as it stands in the picture."""
    found: str = screen.page.evaluate(OUTLINE, [view, uid])
    return found


def changed(screen: Screen, view: str, uid: str, before: str) -> None:
    screen.wait(
        "([view, uid, before]) => (document.querySelector(`[data-view=${view}] .trace${uid} .js-line`)"
        "?.getAttribute('d') ?? before) !== before",
        [view, uid, before],
    )


def test_dragging_the_start_redraws_the_paths_of_both_pictures(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{RACE}")
    assert lab.trace("same", "start")["x"][0] == pytest.approx(-3.4)
    before = {view: outline(lab, view, "rest1") for view in ("same", "best")}
    assert all(before.values())
    start, end = lab.pixel("same", -3.4, 1.8), lab.pixel("same", 2.0, -2.5)
    mouse = lab.page.mouse
    mouse.move(*start)
    mouse.down()
    mouse.move(*end, steps=5)
    for view, line in before.items():  # while the ring is still held
        changed(lab, view, "rest1", line)
    mouse.up()
    for view in before:
        lab.wait_for_trace(view, "start", "Math.abs(x[0] - 2) < 0.1 && Math.abs(y[0] + 2.5) < 0.1")
        lab.wait_for_trace(view, "rest1", "Math.abs(x[0] - 2) < 0.1 && x.length === 301")
    assert lab.number("surface.start_x") == pytest.approx(2, abs=0.1)
    assert lab.number("surface.start_y") == pytest.approx(-2.5, abs=0.1)
    lab.wait("() => Math.abs(Number(new URLSearchParams(location.search).get('surface.start_y')) + 2.5) < 0.1")
    assert not lab.calls("POST", "/runs")


def test_the_racer_that_is_followed_is_one_of_the_list_by_name(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{RACE}?racer=12")
    followed = lab.control("racer").get_by_role("combobox", name="Racer followed")
    names = ["1 Gradient descent", "2 Momentum", "3 Adam"]
    expect(followed.locator("option")).to_have_text(names)
    expect(followed).to_have_value("3")  # beyond the last is the last
    lab.choose("racer", names[1])
    lab.wait("() => new URLSearchParams(location.search).get('racer') === '2'")
    lab.control("racers").get_by_role("button", name="Add", exact=True).click()
    expect(followed.locator("option")).to_have_text([*names, "4 Adam"])
    expect(followed).to_have_value("2")


def test_a_paused_run_is_redrawn_at_its_step(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{RACE}")
    for _ in range(3):
        lab.step_once.click()
    lab.expect_step(3)
    lab.wait_for_trace("same", "path1", "x.length === 4")
    lab.drag(lab.pixel("best", -3.4, 1.8), lab.pixel("best", -1.0, 3.0))
    lab.wait_for_trace("same", "path1", "x.length === 4 && Math.abs(x[0] + 1) < 0.1")
    lab.wait_for_trace("best", "start", "Math.abs(y[0] - 3) < 0.1")
    lab.expect_step(3)
    assert len(lab.calls("POST", "/runs")) == 1


def test_nine_optimizers_race(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{RACE}")
    rows = lab.control("racers").locator("ol > li")
    expect(rows).to_have_count(3)
    for name in ("Nesterov", "Normalised gradient", "AdaGrad", "RMSprop", "AdaDelta", "AdamW"):
        lab.control("racers").get_by_role("button", name="Add", exact=True).click()
        row = rows.count()
        lab.choose(f"racers.{row - 1}.method", name)
    expect(rows).to_have_count(9)
    lab.wait_for_trace("same", "rest8", "x.length === 301")
    lab.play.click()
    lab.wait_for_step(20)
    lab.pause.click()
    expect(lab.view("best").locator("[data-note=rank] li")).to_have_count(9)
    body = lab.calls("POST", "/runs")[-1]
    assert [racer["method"] for racer in body["params"]["racers"]][-1] == "adamw"

    remove = lab.control("racers").get_by_role("button", name="Remove: Racers 9")
    remove.focus()
    remove.press("Enter")
    expect(rows).to_have_count(8)


@pytest.mark.expects("422")
def test_a_racer_has_numbers_of_its_own(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{RACE}")
    before = outline(lab, "same", "rest2")
    details = lab.control("racers").get_by_role("button", name="Numbers of row 3")
    details.focus()
    details.press("Enter")
    expect(details).to_have_attribute("aria-expanded", "true")
    expect(lab.control("racers.2.decay")).to_have_count(0)
    lab.control("racers.2.alpha").get_by_role("switch").click()
    lab.enter("racers.2.alpha", "0.9")
    changed(lab, "same", "rest2", before)
    lab.wait("() => new URLSearchParams(location.search).get('racers')?.includes('alpha:0.9')")
    lab.enter("racers.2.beta", "7")
    expect(lab.control("racers.2.beta").locator(".error")).to_contain_text("1")


@pytest.mark.expects("422")
def test_a_wrong_formula_is_explained_at_its_control_and_the_run_is_kept(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"zh/{RACE}?preset=formula")
    control = lab.control("surface.formula")
    field = control.get_by_role("textbox")
    expect(field).to_have_value("x^2/10 + y^2 + 2*sin(x)*cos(2*y)")
    begins = lab.number("surface.start_x")  # elsewhere than on the surface that the page opens with
    lab.wait_for_trace("same", "start", "Math.abs(x[0] - argument) < 1e-6", begins)
    path = outline(lab, "same", "rest0")
    field.fill("x^2 + foo(y)")
    field.press("Enter")
    expect(control.locator(".error")).to_contain_text("第 7 个字符：遇到“foo”")
    assert outline(lab, "same", "rest0") == path
    field.fill("x^2 + 3*y^2")
    field.press("Enter")
    expect(control.locator(".error")).to_have_text("")
    changed(lab, "same", "rest0", path)


def test_slow_motion_names_the_parts(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{RACE}")
    lab.control("slow").get_by_role("switch").click()
    for _ in range(2):
        lab.step_once.click()
    lab.expect_step(2)
    expect(lab.view("best").locator("[data-note=slow]")).to_have_text("update 1, part 2 of 4")
    lab.wait_for_trace("best", "mean", "x.every(Number.isFinite) && x.length === 2")
    expect(lab.view("best").locator(".textpoint", has_text="mean")).to_have_count(1)
    expect(lab.view("best").locator(".textpoint", has_text="step")).to_have_count(0)


def test_basins_are_drawn_when_asked_for(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{RACE}?preset=basins")
    expect(lab.view("basins")).to_contain_text("(3, 2)")
    lab.wait(
        """() => {
            const canvas = document.querySelector('[data-view=basins] canvas')
            const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data
            const seen = new Set()
            for (let i = 0; i < pixels.length; i += 4001 * 4) seen.add(pixels.slice(i, i + 3).join())
            return seen.size > 4
        }"""
    )


def numbers(typed: dict[str, str]) -> list[float]:
    """Plotly's typed arrays, which it writes in base 64."""
    found: list[float] = np.frombuffer(base64.b64decode(typed["bdata"]), typed["dtype"]).tolist()
    return found


def test_the_figure_is_exported(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{RACE}")
    lab.step_once.click()
    lab.expect_step(1)
    lab.settled()
    answer = server.client.get(f"runs/{lab.run_id()}/figures/best")
    assert answer.status_code == 200, answer.text
    exported = {trace["uid"]: trace for trace in answer.json()["data"]}
    for uid in ("path0", "path1", "path2"):
        drawn = lab.trace("best", uid)
        assert len(drawn["x"]) == 2
        assert [numbers(exported[uid][axis]) for axis in "xy"] == [pytest.approx(drawn[axis]) for axis in "xy"]
