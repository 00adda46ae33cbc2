"""One's own runs: those that the page leaves end, all can be listed, opened, stopped and deleted, and a limit says so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, expect

from tests.support.browser import OpenPage
from tests.support.screen import REGRESSION
from tests.support.server import Server, serving


@pytest.mark.expects("429")
def test_a_limit_on_runs_shows_what_can_be_ended(
    server: Server, open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOSSLAND_OPEN_RUNS", "3")
    with serving(tmp_path, 1) as small:
        screen = open_page(small, f"zh/{REGRESSION}")
        for _ in range(5):
            screen.step_once.click()
            screen.settled()
            screen.expect_step(1)
            with screen.page.expect_response("**/frame"):
                screen.reset.click()
        for _ in range(3):
            answer = screen.page.request.post(
                f"{screen.origin}/api/v1/runs", data={"lab": "linear-regression", "play": False}
            )
        assert answer.status == 429
        screen.step_once.click()
        screen.messages.get_by_role("button", name="我的运行与上传").click()
        dialog = screen.page.get_by_role("dialog")
        expect(dialog.locator("[data-run]")).to_have_count(7)
        dialog.get_by_role("button", name=re.compile("^停止")).first.click()
        expect(dialog.get_by_role("button", name=re.compile("^停止"))).to_have_count(2)
        screen.page.keyboard.press("Escape")
        screen.step_once.click()
        screen.expect_step(1)
        screen.page.goto("about:blank")


@pytest.mark.expects("404")
def test_runs_are_opened_and_deleted(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/{REGRESSION}", fresh=True, locale="en-GB")
    screen.step_once.click()
    screen.settled()
    first = screen.run_id()
    screen.visit("en/lab/mlp-playground")
    screen.page.get_by_role("button", name="Runs", exact=True).click()
    dialog = screen.page.get_by_role("dialog")
    screen.expect_accessible()
    row = dialog.locator(f'[data-run="{first}"]')
    expect(row).to_contain_text("paused")
    row.get_by_role("link").click()
    screen.expect_step(1)
    assert screen.run_id() == first
    screen.page.get_by_role("button", name="Runs", exact=True).click()
    row.get_by_role("button", name=re.compile("^Delete")).click()
    row.get_by_role("button", name=re.compile("^Really delete")).press("Enter")
    expect(row).to_have_count(0)
    expect(dialog.get_by_role("status")).to_contain_text("Deleted: Linear regression")
    assert screen.page.evaluate("document.activeElement.closest('dialog') !== null")
    screen.page.keyboard.press("Escape")
    expect(screen.messages).to_contain_text("The run was deleted")
    screen.expect_step(0)
    screen.wait("() => !new URLSearchParams(location.search).has('run')")
    screen.step_once.click()
    screen.expect_step(1)
    assert screen.run_id() != first


@pytest.mark.expects("422")
def test_tables_are_listed_and_deleted(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/{REGRESSION}", fresh=True, locale="en-GB")
    screen.choose("data", "Uploaded table")
    upload = screen.page.locator("input[type=file]")
    broken: FilePayload = {"name": "a.csv", "mimeType": "text/csv", "buffer": b"x,y\n1\n"}
    whole: FilePayload = {
        "name": "a.csv",
        "mimeType": "text/csv",
        "buffer": b"x,y\n" + b"".join(b"%d,%d\n" % (i, 2 * i) for i in range(20)),
    }
    for _ in range(2):
        with screen.page.expect_response("**/datasets"):
            upload.set_input_files(files=[broken])
        expect(screen.page.get_by_role("alert")).to_be_visible()
        expect(upload).to_have_value("")
    upload.set_input_files(files=[whole])
    expect(screen.page.get_by_text("20 rows")).to_be_visible()
    expect(screen.page.get_by_role("alert")).to_have_count(0)
    screen.page.get_by_role("button", name="Runs", exact=True).click()
    table = screen.page.get_by_role("dialog").locator("[data-upload]").filter(has_text="a.csv")
    expect(table).to_contain_text("a.csv")
    table.get_by_role("button").click()
    table.get_by_role("button").click()
    expect(table).to_have_count(0)


@pytest.mark.expects("409")
def test_a_model_is_kept_listed_downloaded_and_deleted(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/{REGRESSION}", fresh=True, locale="en-GB")
    screen.step_once.click()
    screen.settled()
    screen.side("API")
    name = screen.page.get_by_label("Name", exact=True)
    name.fill("digits")
    name.press("Enter")
    expect(screen.page.get_by_role("alert")).to_contain_text("digits is taken")
    name.fill("my line")
    name.press("Enter")
    expect(screen.page.get_by_text("my line is kept, as it was at step 1.")).to_be_visible()
    screen.page.get_by_role("button", name="Runs", exact=True).click()
    row = screen.page.get_by_role("dialog").locator('[data-model="my line"]')
    expect(row).to_contain_text("linear-regression, step 1")
    screen.expect_accessible()
    with screen.page.expect_download() as download:
        row.get_by_role("link", name="Weights").click()
    assert download.value.suggested_filename == "my-line.safetensors"
    row.get_by_role("button").click()
    row.get_by_role("button").click()
    expect(row).to_have_count(0)
