"""The keyboard: keys of the page rest behind a dialog, and the skip link goes to the pictures and changes nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.screen import REGRESSION
from tests.support.server import Server


def test_keys_rest_behind_a_dialog(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{REGRESSION}")
    lab.step_once.click()
    lab.settled()
    run = lab.run_id()
    lab.page.get_by_role("button", name="Share", exact=True).click()
    dialog = lab.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_role("heading", level=2).click()
    for key in "rpf":
        lab.page.keyboard.press(key)
    expect(lab.page.locator("html")).not_to_have_attribute("data-present", "")
    lab.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert lab.run_id() == run
    lab.page.keyboard.press("ArrowRight")
    lab.expect_step(2)


@pytest.mark.parametrize("path", [f"en/{REGRESSION}", "en/labs", "en/"])
def test_the_skip_link_goes_to_main(server: Server, open_page: OpenPage, path: str) -> None:
    screen = open_page(server, path)
    main = screen.page.locator("main")
    expect(main).to_be_visible()
    screen.wait("() => !document.querySelector('main.wait')")
    mark = "() => (document.querySelector('main').kept = true)"
    screen.page.evaluate(mark)
    screen.page.locator("a.skip").focus()
    screen.page.keyboard.press("Enter")
    expect(main).to_be_focused()
    assert screen.page.evaluate("document.querySelector('main').kept")
    screen.page.evaluate("location.hash = 'elsewhere'; history.back()")
    assert screen.page.evaluate("document.querySelector('main').kept")
