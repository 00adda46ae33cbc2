"""The server goes away in mid-run and comes back: the page says so, and then goes on by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.screen import REGRESSION
from tests.support.server import Server, serving


@pytest.mark.expects("net::ERR_")
def test_the_page_survives_a_killed_server(server: Server, open_page: OpenPage, tmp_path: Path) -> None:
    with serving(tmp_path, 1) as first:
        screen = open_page(first, f"en/{REGRESSION}")
        screen.hurry()
        screen.play.click()
        screen.wait_for_step(200)
        run = screen.run_id()
        first.process.kill()
        lost = screen.page.get_by_role("alert")
        expect(lost).to_contain_text("The server does not answer")
        before = screen.step()
        assert before >= 200
        expect(screen.view("fit")).to_be_visible()
    with serving(tmp_path, 1, "--port", str(first.port)) as second:
        screen.wait_for_step(before + 200)
        expect(lost).to_have_count(0)
        assert screen.run_id() == run
        screen.pause.click()
        expect(screen.state).to_have_text("paused")
        screen.expect_step(second.step(run))
        steps = second.client.get(f"runs/{run}/metrics").json()["steps"]
        assert steps == list(range(1, len(steps) + 1))
        screen.page.goto("about:blank")


@pytest.mark.expects("net::ERR_")
def test_a_command_to_a_server_that_is_away_is_answered_in_words(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"zh/{REGRESSION}")
    screen.page.route("**/api/v1/**", lambda route: route.abort("connectionrefused"))
    screen.play.click()
    expect(screen.page.get_by_role("alert")).to_contain_text("服务器没有响应")
    screen.page.unroute_all()
    screen.play.click()
    screen.wait_for_step(20)
    expect(screen.page.get_by_role("alert")).to_have_count(0)
