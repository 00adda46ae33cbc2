"""Presets that are chosen quickly: what was chosen last begins, and it is called by its title."""

from __future__ import annotations

from playwright.sync_api import Route, expect

from tests.support.browser import OpenPage
from tests.support.server import Server


def test_a_preset_chosen_while_a_run_begins_begins_instead(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, "en/lab/gradient-flow")
    page = lab.page
    lab.step_once.click()
    lab.expect_step(1)
    held: list[Route] = []

    def hold(route: Route) -> None:
        if held or route.request.method != "POST":
            route.continue_()
        else:
            held.append(route)

    page.route("**/api/v1/runs", hold)
    lab.play.click()
    lab.settled()
    with page.expect_request("**/api/v1/runs"):
        lab.preset("Exploding: gain 2 (broken)")
    lab.preset("Thirty ReLUs: gain 1")
    held[0].continue_()
    expect(lab.messages).to_contain_text("“Thirty ReLUs: gain 1” needs a new start")
    lab.settled()
    gains = [call["params"]["gain"] for call in lab.calls("POST", "/runs")]
    assert (len(gains), gains[-2:]) == (3, [2.0, 1.0])
    assert lab.calls("PATCH", "/params") == []
    page.unroute("**/api/v1/runs")
