"""What comes with a page before its pictures are there: little, and nothing that nobody looks at yet."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.held import Held
from tests.support.screen import REGRESSION, Screen
from tests.support.server import Server

MOST = 150_000
"""Bytes of scripts and styles, as they travel, beside Plotly."""

FETCHED = """() => performance.getEntriesByType('resource')
    .filter(({name}) => /\\.(js|css)$/.test(new URL(name).pathname) && !name.includes('/plotly-'))
    .map(({name, encodedBodySize}) => [new URL(name).pathname, encodedBodySize])"""


def fetched(screen: Screen) -> dict[str, int]:
    """Each script and style that the page has fetched so far, and how many bytes it was."""
    return dict(screen.page.evaluate(FETCHED))


@pytest.mark.parametrize("path", ["", "lab/mlp-playground", REGRESSION, "lab/loss-landscape"])
def test_little_is_fetched_before_the_pictures(server: Server, open_page: OpenPage, path: str) -> None:
    screen = open_page(server, f"en/{path}", fresh=True)
    cards = Held(screen.page, "**/thumbnail")  # those below the page bring what draws them, before or after this looks
    screen.page.reload()
    screen.drawn()
    parts = fetched(screen)
    cards.let_go()
    assert len(parts) > 2
    assert all(size > 0 for size in parts.values()), parts
    assert sum(parts.values()) <= MOST, parts


def test_the_lesson_comes_when_it_is_unfolded(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/{REGRESSION}", fresh=True)
    late = ("SidePanel", "katex")
    assert not [part for part in fetched(screen) if any(name in part for name in late)]
    expect(screen.lesson.locator(".katex").first).to_be_visible()
    assert all(any(name in part for part in fetched(screen)) for name in late)


def test_on_a_phone_the_lesson_comes_when_one_scrolls_to_it(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/{REGRESSION}", fresh=True, width=390, height=844)
    assert not any("SidePanel" in part for part in fetched(screen))
    screen.page.locator("aside.side").scroll_into_view_if_needed()
    expect(screen.page.locator("article .katex").first).to_be_visible()
