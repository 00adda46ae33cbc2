"""The stage of every lab: how much of the window its pictures have, and that nothing on it is cut or covered."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page, expect

from lossland.registry import AnyLab
from tests.support.browser import OpenPage
from tests.support.registry import every_lab
from tests.support.runs import nothing_to_play
from tests.support.screen import Screen
from tests.support.server import Server

DRAWN = """() => [...document.querySelectorAll('.stage [data-view]')].map((card) => {
    const rects = (selector) => [...card.querySelectorAll(selector)].map((part) => part.getBoundingClientRect())
    const area = ({width, height}) => width * height
    const around = (parts) => ({
        width: Math.max(...parts.map(({right}) => right)) - Math.min(...parts.map(({left}) => left)),
        height: Math.max(...parts.map(({bottom}) => bottom)) - Math.min(...parts.map(({top}) => top)),
    })
    const axes = rects('.nsewdrag')
    const units = rects('[data-unit], [data-part], li:has(> [data-picture])')
    const size = axes.length ? axes.reduce((sum, rect) => sum + area(rect), 0)
        : units.length ? area(around(units))
        : Math.max(0, ...rects('.frame, canvas, table').map(area))
    return {view: card.dataset.view, share: size / (innerWidth * innerHeight)}
})"""
"""What each picture really uses, inside its axes, as a share of the window; of a network, a grid or a drawing that is read the box of its parts."""

CUT = """() => {
    return [...document.querySelectorAll('header, .stage, .line, .deck, .controls')].flatMap((part) =>
    [...part.querySelectorAll('*')].filter((item) => {
        if (!item.checkVisibility({visibilityProperty: true, opacityProperty: true})) return false
        if (item.closest('.unseen, svg, .canvas') || !item.textContent.trim()) return false
        const own = [...item.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())
        const {overflowX, textOverflow} = getComputedStyle(item)
        const clipped = own && (overflowX !== 'visible' || textOverflow === 'ellipsis')
            && item.scrollWidth > item.clientWidth + 1
        const line = own && item.matches('.head .tab, h2') ? item.closest('.row, .title') : null
        const beyond = line && item.getBoundingClientRect().right > line.getBoundingClientRect().right + 1
        return clipped || beyond || narrow(item) || (own && /(\\u2026|\\.\\.\\.)$/.test(item.textContent.trim()))
    }).map((item) => (item.selectedOptions?.[0] ?? item).textContent.trim().slice(0, 60)))

    function narrow(item) {
        if (!item.matches('select.choice:not(.tab)')) return false
        const pen = document.createElement('canvas').getContext('2d')
        const {font, paddingLeft, paddingRight} = getComputedStyle(item)
        pen.font = font
        const room = item.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)
        return pen.measureText(item.selectedOptions[0]?.textContent ?? '').width > room
    }
}"""
"""Words on the stage that are cut off, or that end in dots where more should stand."""

COLLIDING = """() => {
    const texts = [...document.querySelectorAll('.stage .over text, .stage .chip, .stage .annotation-text, .stage .xtick text, .stage .ytick text')]
        .filter((item) => item.textContent.trim() && item.checkVisibility())
        .map((item) => ({item, box: item.getBoundingClientRect()})).filter(({box}) => box.width > 0)
    const found = []
    texts.forEach((a, index) => texts.slice(index + 1).forEach((b) => {
        if (a.item.contains(b.item) || b.item.contains(a.item)) return
        const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left)
        const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top)
        if (across > 2 && down > 3) found.push([a.item.textContent.trim(), b.item.textContent.trim()].join(' | '))
    }))
    return found
}"""
"""Pairs of words inside the pictures that lie on each other."""


COVERED = """() => [...document.querySelectorAll('.fold.open')].flatMap((fold) => {
    const button = fold.querySelector(':scope > button').getBoundingClientRect()
    return [...fold.querySelectorAll('.inside *')].filter((item) => {
        const words = item.matches('input') ? item.value : [...item.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())
        const box = item.getBoundingClientRect()
        return words && item.checkVisibility() && box.left < button.right - 2 && box.right > button.left + 2
            && box.top < button.bottom - 2 && box.bottom > button.top + 2
    }).map((item) => (item.value ?? item.textContent).trim().slice(0, 40))
})"""
"""What the button that folds a panel lies on."""

WHOLE = "() => (({scrollHeight, clientHeight}) => scrollHeight <= clientHeight + 1)(document.querySelector('.deck'))"
"""Whether the deck has room for all that it holds."""


CURVES = """() => [...document.querySelectorAll('.curves :is(.nsewdrag, svg[role=img])')]
    .map((plane) => plane.getBoundingClientRect().height)"""
"""How high the curves of the deck are, inside their axes."""

ASIDE = "() => (({scrollHeight, clientHeight}) => scrollHeight <= clientHeight + 1)(document.querySelector('.solo > aside'))"
"""Whether what stands beside the single picture of a presentation is there in full."""


class Shares(NamedTuple):
    """Of the window: the main picture, and the two that stand side by side."""

    hero: float
    pair: float


def shares(page: Page) -> Shares:
    drawn: list[dict[str, Any]] = page.evaluate(DRAWN)
    sizes = [picture["share"] for picture in drawn]
    return Shares(sizes[0], sum(sizes[:2]))


FITTED = """() => {
    const {busy} = document.querySelector('main').dataset
    return busy === undefined && [...document.querySelectorAll('.stage .plot')].every((plot) => {
        const drawn = plot.querySelector('.main-svg')?.getBoundingClientRect()
        return !plot.querySelector('.canvas') || (drawn && Math.abs(drawn.width - plot.clientWidth) <= 1
            && Math.abs(drawn.height - plot.clientHeight) <= 1)
    })
}"""


FRAMES = (
    "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))))"
)
"""What was pressed is laid out, and told to those who watch sizes."""


def fitted(screen: Screen) -> None:
    """Waits until every picture is drawn in the size that it has now, and keeps it."""
    before: object = None
    while (now := screen.page.evaluate(DRAWN)) != before:
        before = now
        screen.page.evaluate(FRAMES)
        screen.wait(FITTED)


def sized(screen: Screen, width: int, height: int) -> None:
    screen.page.set_viewport_size({"width": width, "height": height})
    fitted(screen)


@every_lab
def test_its_pictures_have_the_window(lab: AnyLab, server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/lab/{lab.slug}")
    page = screen.page
    sized(screen, 1440, 900)
    hero, pair = shares(page)
    assert hero >= 0.18, hero
    assert pair >= 0.34, pair
    assert page.evaluate(CUT) == []
    assert page.evaluate(COLLIDING) == []
    assert page.evaluate(COVERED) == []
    assert all(height >= 80 for height in page.evaluate(CURVES))
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight"), "the first screen does not scroll"

    page.keyboard.press("l")
    expect(page.get_by_role("tab", name="Lesson")).to_be_visible()
    fitted(screen)
    assert shares(page).hero >= 0.12
    page.keyboard.press("l")
    expect(page.get_by_role("tab", name="Lesson")).to_have_count(0)

    sized(screen, 1920, 1080)
    page.keyboard.press("p")
    expect(page.locator("html")).to_have_attribute("data-present", "")
    fitted(screen)
    assert shares(page).hero >= 0.28
    assert all(height >= 60 for height in page.evaluate(CURVES))
    page.keyboard.press("1")
    expect(page.locator(".solo > aside")).to_be_visible()
    fitted(screen)
    assert shares(page).hero >= 0.55
    assert page.evaluate(ASIDE)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("html")).not_to_have_attribute("data-present", "")
    for width in (1440, 900, 390):
        sized(screen, width, 900)
        assert page.evaluate(WHOLE), width


@pytest.mark.parametrize("size", [(1100, 720), (1280, 720), (1366, 768)])
@every_lab
def test_it_fits_small_windows(lab: AnyLab, size: tuple[int, int], server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"zh/lab/{lab.slug}")
    sized(screen, *size)
    drawn = screen.page.evaluate(DRAWN)
    assert len(drawn) == 2, "two pictures side by side"
    photographs = screen.page.locator(".stage [data-picture]").count() > 0  # which have a shape of their own
    assert shares(screen.page).pair >= (0.3 if photographs else 0.34)
    assert screen.page.evaluate(CUT) == []
    assert screen.page.evaluate(WHOLE)
    assert screen.page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    still = lab.instant or nothing_to_play(lab, {})
    expect(screen.page.locator(".deck") if still else screen.play).to_be_in_viewport()
