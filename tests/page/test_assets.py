"""Data and models in the page: what is here, what it costs to have it, fetched with progress, cancelled, removed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.support.browser import OpenPage
from tests.support.publisher import JPEG, Publisher, publishing
from tests.support.screen import REGRESSION, Screen
from tests.support.server import Server, serving

PAINTINGS = ("starry_night.jpg", "wave.jpg", "scream.jpg", "wreck.jpg")


@pytest.fixture(scope="module")
def mirror() -> Iterator[Publisher]:
    """It has the paintings, which are pinned by no hash, and no more."""
    with publishing() as mirror:
        mirror.files = {f"/paintings/{name}": JPEG for name in PAINTINGS}
        yield mirror


@pytest.fixture(scope="module")
def school(built: None, mirror: Publisher, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that fetches from that mirror."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("LOSSLAND_MIRROR", mirror.address)
        with serving(tmp_path_factory.mktemp("school"), 1) as school:
            yield school


def opened(screen: Screen) -> Locator:
    """The dialog with the list in it."""
    screen.page.get_by_role("banner").locator("button[aria-haspopup=dialog]").first.click()
    dialog = screen.page.get_by_role("dialog")
    dialog.locator("button.other").click()
    expect(dialog.locator("[data-asset]")).not_to_have_count(0)
    return dialog


def test_fetched_cancelled_and_removed(school: Server, open_page: OpenPage, mirror: Publisher) -> None:
    screen = open_page(school, f"en/{REGRESSION}", fresh=True)
    dialog = opened(screen)
    row = dialog.locator("[data-asset=paintings]")
    expect(row).to_contain_text("not here")
    expect(row).to_contain_text("public domain")
    mirror.held = {"/paintings/wave.jpg"}
    row.get_by_role("button", name="Get: Four paintings").focus()
    screen.page.keyboard.press("Enter")
    assert mirror.half.wait(60)
    expect(row.get_by_role("progressbar")).to_be_visible()
    expect(row).to_contain_text("so far")
    screen.expect_accessible()
    expect(row.get_by_role("button")).to_be_focused()
    mirror.held = set()
    mirror.go_on.set()
    expect(row.get_by_role("button", name="Remove: Four paintings")).to_be_focused()
    expect(row).to_contain_text("66 kB")
    screen.page.keyboard.press("Enter")
    expect(row.get_by_role("button", name="Really remove: Four paintings")).to_be_focused()
    screen.page.keyboard.press("Enter")
    expect(row.get_by_role("button", name="Get: Four paintings")).to_be_focused()
    expect(row).to_contain_text("not here")


def test_cancelled(school: Server, open_page: OpenPage, mirror: Publisher) -> None:
    screen = open_page(school, f"zh/{REGRESSION}", fresh=True)
    dialog = opened(screen)
    row = dialog.locator("[data-asset=paintings]")
    mirror.endless = {"/paintings/starry_night.jpg"}
    mirror.slow = True
    row.get_by_role("button", name="获取").click()
    row.get_by_role("button", name="取消").click()
    expect(row.get_by_role("button", name="获取")).to_be_visible()
    expect(row).to_contain_text("未获取")
    mirror.endless = set()
    mirror.slow = False


def test_what_failed_says_why_and_what_to_do(school: Server, open_page: OpenPage) -> None:
    screen = open_page(school, f"zh/{REGRESSION}", fresh=True)
    dialog = opened(screen)
    row = dialog.locator("[data-asset=mnist]")
    row.get_by_role("button", name="获取").click()
    expect(row).to_contain_text("返回 404")
    expect(row).to_contain_text("lossland get mnist --from")
    screen.expect_accessible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_list_can_be_used_by_everybody(
    school: Server, open_page: OpenPage, lang: str, scheme: Literal["light", "dark"]
) -> None:
    screen = open_page(school, f"{lang}/{REGRESSION}", fresh=True, color_scheme=scheme, reduced_motion="reduce")
    opened(screen)
    screen.expect_accessible()
    screen.page.set_viewport_size({"width": 390, "height": 844})
    screen.expect_no_wider()


def test_others_than_the_owner_only_look(school: Server, open_page: OpenPage) -> None:
    screen = open_page(school, f"en/{REGRESSION}", fresh=True)

    asked = []

    def beyond(route: Route) -> None:
        asked.append(route.request.method)
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "owner": False})

    screen.page.route("**/api/v1/assets", beyond)
    dialog = opened(screen)
    expect(dialog).to_contain_text("Only the owner of this server can fetch them")
    expect(dialog.locator("[data-asset] button")).to_have_count(0)
    assert asked == ["GET"]  # where nothing is fetched, nothing is asked again
