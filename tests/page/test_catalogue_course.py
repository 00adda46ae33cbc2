"""The course as a path of cards: what is done, what is next, cards that play, a search and its key."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.screen import CATALOGUE
from tests.support.server import Server


def test_every_card_has_a_picture_of_its_lab(server: Server, open_page: OpenPage) -> None:
    page = open_page(server, f"en/{CATALOGUE}").page
    labs = server.client.get("labs").json()
    expect(page.locator(".card .thumbnail")).to_have_count(len(labs))
    for index in range(len(labs)):
        card = page.locator(".card").nth(index)
        card.scroll_into_view_if_needed()
        expect(card.locator("canvas[data-drawn]")).to_be_attached()


def test_a_card_plays_while_it_is_pointed_at_or_has_the_keyboard(server: Server, open_page: OpenPage) -> None:
    page = open_page(server, f"en/{CATALOGUE}").page
    card = page.locator(".card").first
    expect(card.locator("canvas[data-drawn]")).to_be_attached()
    still = card.locator(".thumbnail").get_attribute("data-frame")
    assert still is not None
    playing = "(still) => document.querySelector('.thumbnail').dataset.frame !== still"
    card.hover()
    page.wait_for_function(playing, arg=still)
    page.mouse.move(2, 2)
    expect(card.locator(".thumbnail")).to_have_attribute("data-frame", still)
    card.focus()
    page.wait_for_function(playing, arg=still)


def test_one_who_wants_little_motion_gets_none(server: Server, open_page: OpenPage) -> None:
    page = open_page(server, f"en/{CATALOGUE}", reduced_motion="reduce").page
    thumbnail = page.locator(".card .thumbnail").first
    expect(thumbnail.locator("canvas[data-drawn]")).to_be_attached()
    still = thumbnail.get_attribute("data-frame")
    page.locator(".card").first.hover()
    expect(thumbnail).to_have_attribute("data-frame", str(still))


def test_what_is_done_is_ticked_and_the_next_one_framed(server: Server, open_page: OpenPage) -> None:
    page = open_page(server, f"en/{CATALOGUE}").page
    first, second = (page.locator(".card").nth(index) for index in range(2))
    expect(first).to_contain_text("Begin")
    slug = server.client.get("labs").json()[0]["slug"]
    page.evaluate(
        "(slug) => { localStorage.setItem('lossland.done', slug); dispatchEvent(new StorageEvent('storage')) }", slug
    )
    expect(first.locator(".number.over")).to_be_visible()
    expect(second).to_contain_text("Go on")
    expect(page.locator(".card.next")).to_have_count(1)


def test_an_answered_prediction_that_came_out_is_done(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, "en/lab/optimizer-race")
    screen.page.get_by_role("radiogroup").first.get_by_role("radio").first.click()
    screen.step_once.click()
    screen.expect_step(1)
    server.client.post(f"runs/{screen.run_id()}/control", json={"action": "step", "steps": 400}).raise_for_status()
    screen.wait("() => (localStorage.getItem('lossland.done') ?? '').includes('optimizer-race')")


def test_a_slash_leads_to_the_search_and_topics_filter(server: Server, open_page: OpenPage) -> None:
    page = open_page(server, f"en/{CATALOGUE}").page
    expect(page.get_by_role("heading", level=3).first).to_be_visible()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.get_by_label("Exam topics", exact=True).select_option(label="Feature scaling")
    expect(page.get_by_role("heading", level=3)).to_have_text(["Linear regression"])


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_reads_well_on_a_phone_and_for_everybody(
    server: Server, open_page: OpenPage, lang: str, scheme: str
) -> None:
    screen = open_page(
        server, f"{lang}/{CATALOGUE}", color_scheme=scheme, width=390, height=844, has_touch=True, is_mobile=True
    )
    expect(screen.page.locator("canvas[data-drawn]").first).to_be_attached()
    screen.expect_no_wider()
    screen.expect_accessible()
