"""Two pictures in one place: a line between them, dragged and moved by keys."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.server import Server


def test_a_line_wipes_between_two_pictures(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, "en/lab/style-transfer")
    screen.show("Before and after")
    line = screen.page.get_by_role("slider", name="The content picture, and the one that forms")
    second = screen.page.locator(".compare .second")
    expect(line).to_have_value("50")
    line.focus()
    screen.page.keyboard.press("ArrowLeft")
    expect(line).to_have_value("49")
    expect(line).to_have_attribute("aria-valuetext", "left 49 %: content C; right 51 %: result G")
    expect(second).to_have_css("clip-path", "inset(0px 0px 0px 49%)")
    box = second.bounding_box()
    assert box is not None
    mouse, middle = screen.page.mouse, box["y"] + box["height"] / 2
    mouse.move(box["x"] + 0.49 * box["width"] + 15, middle)  # within the 44 pixels to take hold of
    mouse.down()
    mouse.move(box["x"] + 0.8 * box["width"], middle, steps=4)
    mouse.up()
    assert abs(int(line.input_value()) - 80) <= 5
    screen.page.keyboard.press("End")
    expect(second).to_have_css("clip-path", "inset(0px 0px 0px 100%)")
