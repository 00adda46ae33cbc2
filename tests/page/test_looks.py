"""Language and theme change how a page looks, never what it holds."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.screen import ACTIVATIONS, REGRESSION
from tests.support.server import Server
from tests.support.words import CHINESE, english, seen, texts

TITLES = ".annotation-text, .cbtitleclass"


def test_the_language_changes_every_word_and_no_state(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/{REGRESSION}?penalty=elastic_net&basis=radial&lr=0.02&seed=5")
    screen.page.get_by_role("button", name="Advanced").click()
    screen.step_once.click()
    screen.expect_step(1)
    run = screen.run_id()
    lab = server.client.get("labs/linear-regression").json()
    words = english(lab["schema"]) | english(lab["presets"]) | english(lab["layout"])
    assert "Learning rate" in words
    assert seen(screen.page, ".controls") & words >= {"Learning rate", "Validation share", "Share of L1"}
    numbers = {path: values for path, values in screen.snapshot().items() if path in ("lr", "order", "l1_ratio")}
    calls = len(screen.calls("POST", "/runs"))

    screen.page.get_by_role("button", name="中文").click()
    expect(screen.page).to_have_url(re.compile(r"/zh/lab/linear-regression\?"))
    expect(screen.page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(screen.control("lr")).to_contain_text("学习率")
    assert {path: values for path, values in screen.snapshot().items() if path in numbers} == numbers
    assert screen.run_id() == run
    screen.expect_step(1)
    assert len(screen.calls("POST", "/runs")) == calls
    screen.drawn()

    shown = seen(screen.page, ".controls")
    assert not shown & words
    labels = screen.page.locator(".controls .title, .controls legend, .controls h2").all_inner_texts()
    assert len(labels) > 15
    assert [label for label in labels if not CHINESE.search(label)] == []
    screen.show("全部权重")
    screen.drawn()
    axes = {text.replace("\u200b", "") for text in seen(screen.page, TITLES)}
    assert {"数值", "权重 wk"} <= axes
    assert [title for title in axes if len(title) > 1 and not CHINESE.search(title)] == []
    buttons = seen(screen.page, "main button, main [role=tab], main h2, header")
    assert not buttons & {text["en"] for text in texts(lab["figures"]) if text["en"] != text["zh"]}
    assert not {
        text for text in buttons if re.fullmatch(r"(Play|Pause|Step|Reset|Speed|Share|All labs|Fork here)", text)
    }

    screen.page.get_by_role("button", name="English").click()
    expect(screen.control("lr")).to_contain_text("Learning rate")
    assert screen.run_id() == run


def test_the_theme_changes_page_and_pictures_and_is_remembered(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/{ACTIVATIONS}?z=1", color_scheme="light", fresh=True)
    page = screen.page
    line = (
        """() => document.querySelector('[data-view=curve] .canvas')._fullData.find((t) => t.uid === 'f').line.color"""
    )
    grid = """() => document.querySelector('[data-view=curve] .canvas')._fullLayout.xaxis.gridcolor"""
    paper = "() => getComputedStyle(document.body).backgroundColor"
    scripts = {"paper": paper, "line": line, "grid": grid}
    light = {name: page.evaluate(script) for name, script in scripts.items()}
    expect(page.locator("html")).to_have_attribute("data-theme", "light")

    page.get_by_label("Theme").select_option(label="Dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    for name, script in scripts.items():
        screen.wait(f"(before) => ({script})() !== before", light[name])
    dark = {name: page.evaluate(script) for name, script in scripts.items()}
    assert screen.number("z") == 1
    assert sum(map(int, re.findall(r"\d+", dark["paper"])[:3])) < 200

    page.reload()
    screen.drawn()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert {name: page.evaluate(script) for name, script in scripts.items()} == dark

    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Theme").select_option(label="Light")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    for name, script in scripts.items():
        screen.wait(f"(value) => ({script})() === value", light[name])


def test_the_theme_follows_the_system(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, "en/labs", color_scheme="light")
    root = screen.page.locator("html")
    expect(root).to_have_attribute("data-theme", "light")
    screen.page.emulate_media(color_scheme="dark")
    expect(root).to_have_attribute("data-theme", "dark")
