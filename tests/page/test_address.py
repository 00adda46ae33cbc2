"""The address holds what is shown: a link restores it, and a hostile link does no harm."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.screen import ACTIVATIONS, REGRESSION
from tests.support.server import Server


def test_a_link_restores_every_control(server: Server, open_page: OpenPage) -> None:
    first = open_page(server, f"en/{REGRESSION}")
    usual = first.snapshot()
    first.choose("data.shape", "Sine")
    first.choose("basis", "Fourier")
    first.control("scaling").get_by_role("switch").click()
    first.choose("penalty", "Elastic net")
    for path, value in {
        "data.noise": "0.25",
        "order": "3",
        "lr": "0.0123",
        "batch_size": "17",
        "strength": "40",
    }.items():
        first.enter(path, value)
    first.page.get_by_role("button", name="Advanced").click()
    first.enter("held_out", "0.4")
    first.enter("l1_ratio", "0.9")
    first.page.locator("#seed").fill("77")
    first.page.locator("#seed").press("Enter")
    first.wait("() => new URLSearchParams(location.search).get('seed') === '77'")
    shown = first.snapshot()
    assert shown != usual

    second = open_page(server, first.page.url.removeprefix(first.origin + "/"), fresh=True)
    second.page.get_by_role("button", name="Advanced").click()
    expect(second.control("l1_ratio")).to_be_visible()
    assert second.snapshot() == shown
    expect(second.page.locator("#seed")).to_have_value("77")
    second.show("Every weight")
    second.wait_for_trace("weights", "now", "y.length === 7")
    expect(second.messages).to_be_hidden()


def test_a_link_restores_an_instant_lab(server: Server, open_page: OpenPage) -> None:
    first = open_page(server, f"en/{ACTIVATIONS}")
    first.choose("function", "tanh")
    first.enter("z", "-1.5")
    first.wait("() => new URLSearchParams(location.search).get('z') === '-1.5'")
    second = open_page(server, first.page.url.removeprefix(first.origin + "/"), fresh=True)
    assert second.snapshot() == first.snapshot()
    second.wait_for_trace("curve", "point", "x[0] === -1.5 && Math.abs(y[0] + 0.905148) < 1e-5")


def test_a_hostile_link_gives_a_notice_and_a_page_that_works(server: Server, open_page: OpenPage) -> None:
    hostile = (
        "lr=1e999&batch_size=%3Cscript%3Ealert(1)%3C/script%3E&basis=__proto__&data.kind=constructor&order=NaN"
        "&seed=-1&run=../../etc/passwd&preset=%00&scaling=maybe&__proto__.x=1&penalty=" + "x" * 3000
    )
    screen = open_page(server, f"en/{REGRESSION}?{hostile}")
    screen.page.on("dialog", lambda dialog: pytest.fail(f"the link opened a dialog: {dialog.message}"))
    expect(screen.messages).to_contain_text("were left out")
    expect(screen.messages).to_contain_text("Basis functions")
    expect(screen.messages).not_to_contain_text("__proto__")
    usual = open_page(server, f"en/{REGRESSION}")
    assert screen.snapshot() == usual.snapshot()
    screen.wait("() => location.search === ''")
    screen.play.click()
    screen.wait_for_step(20)


@pytest.mark.expects("404")
def test_a_link_to_a_run_that_is_gone_says_so(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"zh/{REGRESSION}?run=gone&lr=0.3")
    expect(screen.messages).to_contain_text("链接中的运行已不存在")
    assert screen.number("lr") == 0.3
    screen.step_once.click()
    screen.expect_step(1)


def test_a_link_to_a_moment_shows_that_moment(server: Server, open_page: OpenPage) -> None:
    run = server.run(lab="linear-regression", play=True)
    server.wait_for_step(run, 300)
    server.control(run, "pause")
    screen = open_page(server, f"en/{REGRESSION}?run={run}&step=0")
    screen.expect_step(0)
    screen.wait_for_trace("fit", "line", "y.every((value) => value === 0)")
    expect(screen.page.get_by_role("status").filter(has_text="step 0")).to_be_visible()
    screen.page.get_by_role("region", name="Timeline").get_by_role("button", name="Back to now").click()
    screen.expect_step(server.step(run))
    screen.wait_for_trace("fit", "line", "y.some((value) => value !== 0)")
