"""Presets that are chosen quickly: what was chosen last begins, and it is called by its title."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.held import Held
from tests.support.server import Server


def test_a_preset_chosen_while_a_run_begins_begins_instead(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, "en/lab/gradient-flow")
    lab.step_once.click()
    lab.expect_step(1)
    call = Held(lab.page, "**/api/v1/runs", first="POST")
    lab.play.click()
    lab.settled()
    call.after(lambda: lab.preset("Exploding: gain 2 (broken)"))
    lab.preset("Thirty ReLUs: gain 1")
    call.let_go()
    expect(lab.messages).to_contain_text("“Thirty ReLUs: gain 1” needs a new start")
    lab.settled()
    gains = [call["params"]["gain"] for call in lab.calls("POST", "/runs")]
    assert (len(gains), gains[-2:]) == (3, [2.0, 1.0])
    assert lab.calls("PATCH", "/params") == []
