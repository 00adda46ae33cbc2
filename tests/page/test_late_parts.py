"""What comes late or is taken away: parts of the page, answers, the graphics card, and a translator in the browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.held import Held
from tests.support.screen import REGRESSION
from tests.support.server import Server

TRANSLATE = """() => {
    // What a browser's translator does: every text becomes an element around a text of its own.
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const texts = []
    while (walker.nextNode()) {
        const text = walker.currentNode
        const parent = text.parentElement
        if (text.data.trim() && !parent.closest('[translate=no], script, style, svg, .plot, font')) texts.push(text)
    }
    for (const text of texts) {
        const outer = document.createElement('font')
        outer.append(document.createElement('font'))
        outer.firstChild.textContent = text.data.toUpperCase()
        text.replaceWith(outer)
    }
    return texts.length
}"""


@pytest.mark.expects("ERR_FAILED", "Failed to fetch")
@pytest.mark.parametrize("part", ["SidePanel", "ShareDialog", "katex"])
def test_a_part_that_fails_to_load_is_told_and_loaded_again(server: Server, open_page: OpenPage, part: str) -> None:
    screen = open_page(server, "en/labs", fresh=True, locale="en-GB")
    page = screen.page
    page.route(re.compile(f"assets/{part}"), lambda route: route.abort())
    page.goto(f"{screen.origin}/en/{REGRESSION}")
    reload = page.get_by_role("button", name="Load the page again")
    if part == "ShareDialog":
        page.get_by_role("button", name="Share", exact=True).click()
    else:
        screen.unfold()
    expect(reload.first).to_be_visible()
    screen.step_once.click()
    screen.expect_step(1)
    run = screen.run_id()
    screen.sent.clear()  # answers cannot be read once the page was loaded again
    page.unroute_all()
    reload.first.click()
    screen.drawn()
    expect(screen.lesson.locator(".katex").first).to_be_visible()
    expect(page.get_by_role("button", name="Share", exact=True)).to_be_visible()
    expect(reload).to_have_count(0)
    assert screen.run_id() == run
    server.control(run, "stop")


def test_an_answer_that_does_not_come_is_told(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/{REGRESSION}", fresh=True, locale="en-GB")
    page = screen.page
    page.clock.install()
    call = Held(page, "**/api/v1/runs", first="POST").after(screen.step_once.click)
    page.clock.run_for(9000)
    expect(screen.messages).to_contain_text("six connections")
    page.clock.resume()
    call.let_go()
    screen.expect_step(1)
    expect(screen.messages).not_to_contain_text("six connections")


@pytest.mark.expects("WebGL", "webgl", "CONTEXT_LOST")
def test_a_picture_that_the_graphics_card_dropped_is_drawn_again(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, "en/lab/loss-landscape", fresh=True, locale="en-GB")
    page = screen.page
    lost = """(lose) => {
        const gl = document.querySelector('.relief .surface').getContext('webgl2')
        if (lose) gl.getExtension('WEBGL_lose_context').loseContext()
        return gl.isContextLost()
    }"""
    assert not page.evaluate(lost, False)
    assert page.evaluate(lost, True)
    again = page.get_by_role("button", name="Draw it again")
    expect(again).to_be_visible()
    again.click()
    expect(again).to_have_count(0)
    screen.wait("() => document.querySelector('.relief .surface').getContext('webgl2')?.isContextLost() === false")


def test_a_browser_without_webgl_says_so(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, "en/labs", fresh=True, locale="en-GB")
    page = screen.page
    page.add_init_script(
        """const plain = HTMLCanvasElement.prototype.getContext
        HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
            return kind === 'webgl2' ? null : plain.call(this, kind, ...more)
        }"""
    )
    page.goto(f"{screen.origin}/en/lab/loss-landscape")
    expect(screen.view("surface")).to_contain_text("WebGL 2 is missing")
    expect(page.locator(".relief .hand")).to_have_attribute("aria-label", re.compile("loss from 0"))


@pytest.mark.parametrize("lab", [REGRESSION, "lab/mlp-playground"])
def test_the_page_lives_under_a_translator(server: Server, open_page: OpenPage, lab: str) -> None:
    screen = open_page(server, f"en/{lab}", fresh=True, locale="en-GB")
    page = screen.page
    expect(screen.lesson.locator(".katex").first).to_be_visible()
    assert page.evaluate(TRANSLATE) > 20
    screen.step_once.click()
    screen.expect_step(1)
    screen.settled()
    page.evaluate(TRANSLATE)
    screen.play.click()
    screen.wait_for_step(20)
    screen.pause.click()
    screen.at_rest()
    page.evaluate(TRANSLATE)
    expect(screen.state).to_have_text("paused")
    page.locator(".ribbon .cell").first.click()
    expect(page.get_by_text("Values at step 0")).to_be_visible()
    page.evaluate(TRANSLATE)
    page.get_by_role("button", name=re.compile("back to now", re.IGNORECASE)).first.click()
    screen.enter("lr", "0.02")
    screen.settled()
    page.locator(".controls .preset").nth(1).click()
    screen.settled()
    page.evaluate(TRANSLATE)
    page.locator(".controls .preset").nth(2).click()
    screen.settled()
    page.get_by_role("group", name=re.compile("formulas", re.IGNORECASE)).get_by_role("button").nth(1).click()
    screen.settled()
    screen.unfold()
    page.get_by_role("tab", name=re.compile("^code$", re.IGNORECASE)).click()
    page.evaluate(TRANSLATE)
    page.get_by_role("tab", name=re.compile("^lesson$", re.IGNORECASE)).click()
    screen.reset.click()
    screen.settled()
    screen.expect_step(0)
