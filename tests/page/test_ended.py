"""A run that has come to its end says so, and nothing starts over by itself; what is refused is said in the page's language."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import FilePayload, expect

from tests.support.browser import OpenPage
from tests.support.screen import REGRESSION
from tests.support.server import Server

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"\b(?:the|but|is|are|line|column|cells|must|allowed)\b")


def test_a_run_at_its_end_says_so_and_play_does_not_start_over(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, "en/lab/learning-rate?steps=100")
    screen.hurry()
    screen.play.click()
    again = screen.page.locator("button.play")
    expect(again).to_have_text("New run")
    screen.expect_step(100)
    run = screen.run_id()
    expect(screen.messages).to_contain_text("reached its end")
    screen.page.locator("main").focus()
    screen.page.keyboard.press("Space")
    expect(again).to_have_text("New run")
    assert screen.run_id() == run
    again.click()
    screen.wait("(run) => ![null, run].includes(new URLSearchParams(location.search).get('run'))", run)


@pytest.mark.expects("422")
def test_a_refused_table_is_refused_in_chinese(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"zh/{REGRESSION}")
    screen.choose("data", "上传的表格")
    broken: FilePayload = {"name": "a.csv", "mimeType": "text/csv", "buffer": b"x,y\n1\n"}
    screen.page.locator("input[type=file]").set_input_files(files=[broken])
    alert = screen.page.get_by_role("alert")
    expect(alert).to_contain_text("第 2 行")
    assert not ENGLISH.search(alert.inner_text())


@pytest.mark.expects("404")
def test_an_unknown_run_is_told_in_chinese(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"zh/{REGRESSION}?run=none")
    expect(screen.messages).to_contain_text(CHINESE)
    assert not ENGLISH.search(screen.messages.inner_text())
