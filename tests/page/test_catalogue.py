"""The catalogue: in the reader's language, all labs in the order of the course, and what an address that leads nowhere shows."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.screen import ACTIVATIONS
from tests.support.server import Server


@pytest.mark.parametrize(("locale", "lang"), [("en-GB", "en"), ("zh-CN", "zh"), ("fr-FR", "en")])
def test_it_opens_in_the_browsers_language_with_every_lab_in_the_order_of_the_course(
    server: Server, open_page: OpenPage, locale: str, lang: str
) -> None:
    page = open_page(server, locale=locale).page
    expect(page).to_have_url(re.compile(rf":\d+/{lang}/(\?.*)?$"))
    page.get_by_role("link", name="All labs" if lang == "en" else "全部实验", exact=True).click()
    expect(page).to_have_url(re.compile(rf":\d+/{lang}/labs$"))
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans" if lang == "zh" else "en")
    labs = server.client.get("labs").json()
    assert {lab["slug"] for lab in labs} >= {"linear-regression", "activations"}
    expect(page.get_by_role("heading", level=3)).to_have_text([lab["title"][lang] for lab in labs])
    for lab in labs:
        card = page.get_by_role("link").filter(has=page.get_by_role("heading", name=lab["title"][lang], exact=True))
        expect(card).to_contain_text(lab["question"][lang])
        expect(card).to_contain_text(lab["part_title"][lang])


def test_a_card_opens_its_lab_and_back_returns(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, "en/labs")
    screen.page.get_by_role("link", name="Activation functions").click()
    expect(screen.page).to_have_url(f"{screen.origin}/en/{ACTIVATIONS}")
    screen.drawn()
    expect(screen.page).to_have_title("Activation functions · Lossland")
    screen.page.go_back()
    expect(screen.page.get_by_role("heading", level=3)).to_have_count(len(server.client.get("labs").json()))


@pytest.mark.expects("404")
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("en/lab/no-such-lab", "There is no lab with this name."),
        ("zh/lab/no-such-lab", "没有这个名称的实验。"),
        ("en/nowhere/at/all", "This page does not exist."),
    ],
)
def test_an_address_that_leads_nowhere_says_so_and_leads_back(
    server: Server, open_page: OpenPage, path: str, words: str
) -> None:
    screen = open_page(server)
    screen.page.goto(f"{screen.origin}/{path}")
    expect(screen.page.locator("main")).to_contain_text(words)
    screen.page.locator("main").get_by_role("link").click()
    expect(screen.page.get_by_role("heading", level=3).first).to_be_visible()


def test_a_search_finds_a_topic_in_either_language(server: Server, open_page: OpenPage) -> None:
    page = open_page(server, "en/labs").page
    search = page.get_by_role("searchbox")
    titles = page.get_by_role("heading", level=3)
    search.fill("normal equations")
    expect(titles).to_have_text(["Linear regression"])
    search.fill("饱和")
    expect(titles.filter(has_text="Activation functions")).to_have_count(1)
    search.fill("no such thing")
    expect(titles).to_have_count(0)
    expect(page.get_by_role("main")).to_contain_text("Nothing fits")
