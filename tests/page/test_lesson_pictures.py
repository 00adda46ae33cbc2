"""The pictures of lessons: drawn when one comes to them, in a place that is kept for them, and leading to what they show."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from lossland.lab.illustrations import illustrations
from lossland.registry import AnyLab
from tests.support.browser import OpenPage
from tests.support.held import Held
from tests.support.lessons import lessons
from tests.support.registry import every_lab
from tests.support.screen import REGRESSION, Screen
from tests.support.server import Server


def pictures(screen: Screen) -> Locator:
    """Those of the lesson that is open, all of its parts unfolded."""
    return screen.lesson.locator("a[data-shows]")


@every_lab
def test_all_of_a_lab_are_drawn_and_lead_to_what_they_show(server: Server, open_page: OpenPage, lab: AnyLab) -> None:
    screen = open_page(server, f"zh/lab/{lab.slug}")
    told = lessons(lab, "zh")
    screen.unfold()
    for one in told:
        shown = illustrations(one.text)
        if len(told) > 1:
            screen.show(one.title)
        found = pictures(screen)
        expect(found).to_have_count(len(shown))
        for index, wanted in enumerate(shown):
            picture = found.nth(index)
            assert picture.get_attribute("href") == (f"?preset={wanted.preset}" if wanted.preset else "?")
            assert picture.get_attribute("data-shows") == wanted.view
            picture.scroll_into_view_if_needed()
            expect(picture.locator("canvas[data-drawn]")).to_be_visible()


def test_one_fills_the_place_that_was_kept_for_it(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/{REGRESSION}")
    picture = pictures(screen).first
    held = Held(screen.page, "**/illustration?*").after(picture.scroll_into_view_if_needed)
    before = picture.bounding_box()
    assert before is not None
    held.let_go()
    expect(picture.locator("canvas[data-drawn]")).to_be_visible()
    box, drawn = picture.bounding_box(), picture.locator("canvas").bounding_box()
    assert box is not None
    assert drawn is not None
    assert box["height"] == pytest.approx(before["height"], abs=0.5)
    assert drawn["width"] == pytest.approx(box["width"], abs=3)
    assert drawn["width"] / drawn["height"] == pytest.approx(5 / 4, abs=0.02)


@pytest.mark.parametrize("how", ["mouse", "keyboard"])
def test_it_loads_its_preset_opens_its_view_and_goes_to_its_step(server: Server, open_page: OpenPage, how: str) -> None:
    screen = open_page(server, f"en/{REGRESSION}")
    picture = pictures(screen).and_(screen.page.locator('[href="?preset=diverges"]')).first
    view = picture.get_attribute("data-shows")
    if how == "mouse":
        picture.click()
    else:
        picture.focus()
        screen.page.keyboard.press("Enter")
    screen.wait("() => new URLSearchParams(location.search).get('preset') === 'diverges'")
    expect(screen.page.locator(f'.stage [data-view="{view}"]')).to_be_visible()
    screen.expect_step(int(picture.get_attribute("data-step") or 0))


def test_two_stand_side_by_side_where_there_is_room(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/{REGRESSION}")
    row = screen.lesson.locator(".pictures").filter(has=screen.page.locator("a:nth-child(2)")).first
    first, second = row.locator("a").nth(0), row.locator("a").nth(1)

    def places() -> list[float]:
        boxes = [one.bounding_box() for one in (first, second)]
        return [value for box in boxes if box is not None for value in (box["x"], box["y"])]

    x, y, other_x, other_y = places()
    assert (x, y < other_y) == (other_x, True)
    screen.page.get_by_role("button", name="Project the lesson beside the first picture").click()
    expect(screen.page.locator(".lab.projected")).to_be_attached()
    x, y, other_x, other_y = places()
    assert (x < other_x, y) == (True, other_y)
