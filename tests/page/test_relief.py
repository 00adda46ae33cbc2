"""A surface in space: it fills its card, and turns under a hand, by keys, and with its neighbour."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.support.browser import OpenPage
from tests.support.pixels import differing
from tests.support.screen import Screen
from tests.support.server import Server

HOME = "-64.00 41.00 1.00"
OVERLAPS = """() => {
    const box = (part) => part.getBoundingClientRect()
    const words = [...document.querySelectorAll('.relief .over text')].map(box)
    const chips = [...document.querySelectorAll('.relief .chip')].map(box)
    const meet = (a, b) => a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom
    let count = 0
    words.forEach((word, at) => [...words.slice(at + 1), ...chips].forEach((other) => meet(word, other) && count++))
    return [words.length, count]
}"""
SIZE = """(canvas) => {
    const {width, height, clientWidth, clientHeight} = canvas
    return [width - clientWidth * devicePixelRatio, height - clientHeight * devicePixelRatio]
}"""


def hand(screen: Screen, view: str) -> Locator:
    """What takes drags and keys; it says from where the picture is drawn."""
    return screen.view(view).locator(".relief .hand")


def middle(screen: Screen, view: str) -> tuple[float, float]:
    box = hand(screen, view).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(screen: Screen, view: str, right: float, down: float) -> None:
    x, y = middle(screen, view)
    screen.drag((x, y), (x + right, y + down))


def test_a_drag_turns_both_pictures_and_a_double_click_turns_them_back(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, "en/lab/loss-landscape?skips=both")
    places = {view: lab.view(view).locator(".relief") for view in ("surface", "residual")}
    before = {view: place.screenshot() for view, place in places.items()}
    drag(lab, "surface", 120, 30)
    for view, place in places.items():  # 0.35 degrees a pixel
        expect(hand(lab, view)).to_have_attribute("data-camera", "-106.00 51.50 1.00")
        assert differing(place, before[view], place.screenshot()) > 0.2
    lab.page.mouse.dblclick(*middle(lab, "residual"))
    lab.page.mouse.move(5, 5)  # what the pointer reads off is gone
    for view, place in places.items():
        expect(hand(lab, view)).to_have_attribute("data-camera", HOME)
        expect(place.locator(".readout")).to_have_count(0)
        assert differing(place, before[view], place.screenshot()) < 0.002


def test_keys_turn_it_and_come_nearer(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, "en/lab/loss-landscape")
    place = lab.view("surface").locator(".relief")
    before = place.screenshot()
    hand(lab, "surface").focus()
    for key, seen in (
        ("ArrowRight", "-59.00 41.00 1.00"),
        ("ArrowUp", "-59.00 45.00 1.00"),
        ("+", "-59.00 45.00 1.15"),
        ("-", "-59.00 45.00 1.00"),
    ):
        lab.page.keyboard.press(key)
        expect(hand(lab, "surface")).to_have_attribute("data-camera", seen)
    assert differing(place, before, place.screenshot()) > 0.1
    lab.page.keyboard.press("0")
    expect(hand(lab, "surface")).to_have_attribute("data-camera", HOME)
    said = hand(lab, "surface").get_attribute("aria-label") or ""
    for part in ("loss from 0", "1: Adam at (", "arrow keys"):
        assert part in said


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1920, 1080), (390, 844)])
def test_it_fills_its_card_as_sharp_as_the_screen(server: Server, open_page: OpenPage, width: int, height: int) -> None:
    lab = open_page(server, "en/lab/loss-landscape", width=width, height=height)
    card, place = lab.view("surface"), lab.view("surface").locator(".relief")
    outer, inner = card.bounding_box(), place.bounding_box()
    assert outer is not None
    assert inner is not None
    assert inner["width"] >= outer["width"] - 2.5
    assert inner["height"] >= outer["height"] - 3 * 16  # the row of the title
    for canvas in place.locator("canvas").all():
        assert canvas.evaluate(SIZE) == [pytest.approx(0, abs=1)] * 2
    whole = place.screenshot()
    place.locator(".surface").evaluate("(canvas) => (canvas.style.visibility = 'hidden')")
    assert differing(place, whole, place.screenshot()) > 0.4  # the block itself, as far as no chip lies over it


def test_the_pointer_reads_the_loss_off_the_ground(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, "en/lab/loss-landscape")
    lab.page.mouse.move(*middle(lab, "surface"))
    expect(lab.view("surface").locator(".readout")).to_contain_text("loss 0.")


def test_words_of_the_axes_do_not_overlap(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, "zh/lab/loss-landscape")
    for turn in ((0, 0), (200, 0), (200, 60), (-90, -90)):
        drag(lab, "surface", *turn)
        count, met = lab.page.evaluate(OVERLAPS)
        assert count > 3
        assert met == 0
