"""A picture as a parameter: chosen, sent as a file, dropped, pasted, drawn, taken by the camera, and deleted again."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any, Literal

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.support.browser import OpenPage
from tests.support.photos import file_of, gradient
from tests.support.screen import Screen
from tests.support.server import Server

LAB = "lab/style-transfer"
TRANSFER = """([name, type, numbers, text]) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([new Uint8Array(numbers)], name, { type }))
    if (text) transfer.setData('text/plain', text)
    return transfer
}"""
"""What a hand drops or pastes: a file, and text where there is some."""
PASTE = """(target, clipboardData) =>
    target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))"""

OWN = "() => delete navigator.mediaDevices.getUserMedia"
"""Gives the page the browser's own camera back."""


@pytest.fixture
def lab(server: Server, open_page: OpenPage) -> Screen:
    screen = open_page(server, f"en/{LAB}")
    expect(shown(screen, "content")).to_have_attribute("data-picture-in", "astronaut")
    expect(shown(screen, "style")).to_have_attribute("data-picture-in", "swirls")
    return screen


def shown(lab: Screen, name: str) -> Locator:
    return lab.control(name).locator("[data-picture-in]")


def press(lab: Screen, name: str, button: str) -> Locator:
    """Presses a button of a picture and returns the dialog that opens."""
    lab.control(name).get_by_role("button", name=button, exact=True).click()
    return lab.page.get_by_role("dialog")


def sent(lab: Screen, name: str, do: Callable[[], object]) -> tuple[dict[str, Any], Image.Image]:
    """Does what sends a picture; what the server says of it, and the picture that it keeps and the control shows."""
    with lab.page.expect_response(lambda answer: answer.request.method == "POST" and "/datasets" in answer.url) as info:
        do()
    said: dict[str, Any] = info.value.json()
    expect(shown(lab, name)).to_have_attribute("data-picture-in", said["id"])
    address = shown(lab, name).evaluate("({src}) => src")
    return said, Image.open(io.BytesIO(lab.page.request.get(address).body())).convert("RGB")


def file(content: bytes, name: str = "own.png", kind: str = "image/png") -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": content}


def transfer(page: Page, content: bytes, name: str = "own.png", kind: str = "image/png", text: str = "") -> Any:
    return page.evaluate_handle(TRANSFER, [name, kind, list(content), text])


def ink(picture: Image.Image) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Where a drawing is dark."""
    return np.asarray(picture.convert("L").resize((64, 64))) < 128


def test_one_that_ships_is_chosen_by_keys(lab: Screen) -> None:
    dialog = press(lab, "style", "Choose")
    expect(dialog.get_by_role("button", name="Swirls (generated)")).to_have_attribute("aria-pressed", "true")
    dialog.get_by_role("button", name="Mosaic (generated)").press("Enter")
    expect(dialog).to_have_count(0)
    expect(shown(lab, "style")).to_have_attribute("data-picture-in", "mosaic")
    expect(shown(lab, "style")).to_have_attribute("alt", "Mosaic (generated)")
    expect(shown(lab, "content")).to_have_attribute("data-picture-in", "astronaut")
    expect(lab.control("style").get_by_role("button", name="Choose")).to_be_focused()


def test_a_file_is_kept_offered_again_and_deleted(lab: Screen) -> None:
    content = file_of(gradient(90, 60))
    said, kept = sent(
        lab,
        "content",
        lambda: lab.control("content").locator("input[type=file]").set_input_files(files=[file(content)]),
    )
    assert said["name"] == "own.png"
    assert np.abs(np.asarray(kept, float) - np.asarray(gradient(90, 60), float)).max() <= 1
    dialog = press(lab, "style", "Choose")
    dialog.get_by_role("button", name="own.png").click()
    expect(shown(lab, "style")).to_have_attribute("data-picture-in", said["id"])
    for name, picture in (("content", "Cat"), ("style", "Bricks")):
        press(lab, name, "Choose").get_by_role("button", name=picture).click()
    lab.page.get_by_role("button", name="Runs", exact=True).click()
    row = lab.page.get_by_role("dialog").locator("[data-upload]").filter(has_text="own.png")
    expect(row).to_contain_text("90 × 60 pixels")
    row.get_by_role("button").click()
    row.get_by_role("button").click()
    expect(row).to_have_count(0)
    lab.page.keyboard.press("Escape")
    dialog = press(lab, "content", "Choose")
    expect(dialog.get_by_role("button", name="Cat")).to_be_visible()
    expect(dialog.get_by_role("button", name="own.png")).to_have_count(0)
    lab.page.keyboard.press("Escape")


@pytest.mark.expects("422", "415")
def test_what_is_no_picture_is_refused_in_words_and_changes_nothing(lab: Screen) -> None:
    content, style = lab.control("content"), shown(lab, "style")
    whole = file_of(gradient(40, 40))
    for broken in (b"", b"no picture at all", whole[: len(whole) // 2]):
        with lab.page.expect_response(lambda answer: "/datasets" in answer.url and answer.request.method == "POST"):
            content.locator("input[type=file]").set_input_files(files=[file(broken)])
        expect(content.get_by_role("alert")).to_have_text(
            re.compile("damaged or cut off|not a picture: PNG, JPEG or WebP")
        )
        expect(shown(lab, "content")).to_have_attribute("data-picture-in", "astronaut")
    content.locator("input[type=file]").set_input_files(files=[file(b"x,y\n1,2\n", "a.csv", "text/csv")])
    expect(content.get_by_role("alert").filter(has_text="There is no picture in it")).to_be_visible()
    content.locator("[data-drop]").dispatch_event(
        "drop", {"dataTransfer": transfer(lab.page, b"x,y", "a.csv", "text/csv")}
    )
    expect(content.get_by_role("alert").filter(has_text="PNG, JPEG or WebP")).to_be_visible()
    expect(style).to_have_attribute("data-picture-in", "swirls")
    sent(lab, "content", lambda: content.locator("input[type=file]").set_input_files(files=[file(whole)]))
    expect(content.get_by_role("alert")).to_have_count(0)


def test_a_picture_is_dropped_or_pasted_where_the_pointer_is(lab: Screen) -> None:
    page, style = lab.page, lab.control("style").locator("[data-drop]")
    dropped = transfer(page, file_of(gradient(30, 20)))
    said, _ = sent(lab, "style", lambda: style.dispatch_event("drop", {"dataTransfer": dropped}))
    expect(shown(lab, "content")).to_have_attribute("data-picture-in", "astronaut")

    pasted = transfer(page, file_of(gradient(20, 30)))
    style.hover()
    other, _ = sent(lab, "style", lambda: page.locator("body").evaluate(PASTE, pasted))
    assert other["id"] != said["id"]
    expect(shown(lab, "content")).to_have_attribute("data-picture-in", "astronaut")

    page.mouse.move(0, 0)
    lab.control("style").get_by_role("button", name="Choose").focus()
    pasted = transfer(page, file_of(gradient(21, 30)))
    sent(lab, "style", lambda: page.locator("body").evaluate(PASTE, pasted))

    lab.play.focus()
    pasted = transfer(page, file_of(gradient(22, 30)))
    sent(lab, "content", lambda: page.locator("body").evaluate(PASTE, pasted))


def test_a_field_keeps_the_text_that_is_pasted_with_a_picture(lab: Screen) -> None:
    field = lab.control("ratio").locator("input.entry")
    field.focus()
    table = transfer(lab.page, file_of(gradient(20, 20)), text="12")
    assert field.evaluate(PASTE, table), "the browser goes on to paste the text"
    expect(shown(lab, "content")).to_have_attribute("data-picture-in", "astronaut")


def test_the_pointer_draws(lab: Screen) -> None:
    dialog = press(lab, "content", "Draw")
    use = dialog.get_by_role("button", name="Use it")
    expect(use).to_be_disabled()
    sheet = dialog.get_by_role("application").bounding_box()
    assert sheet is not None
    mouse = lab.page.mouse
    for y in (0.25, 0.75):
        mouse.move(sheet["x"] + 0.25 * sheet["width"], sheet["y"] + y * sheet["height"])
        mouse.down()
        mouse.move(sheet["x"] + 0.75 * sheet["width"], sheet["y"] + y * sheet["height"], steps=5)
        mouse.up()
    dialog.get_by_role("button", name="Undo").click()
    said, picture = sent(lab, "content", use.click)
    assert said["name"] == "Drawing"
    dark = ink(picture)
    assert dark[16, 18:46].all()
    assert not dark[24:].any(), "the second stroke was undone"
    expect(lab.control("content").get_by_role("button", name="Draw")).to_be_focused()


def test_the_keys_draw(lab: Screen) -> None:
    dialog = press(lab, "style", "Draw")
    expect(dialog.get_by_role("application")).to_be_focused()
    keyboard = lab.page.keyboard
    keyboard.press("Space")
    for _ in range(8):
        keyboard.press("ArrowRight")
    keyboard.press("Space")
    for _ in range(12):
        keyboard.press("ArrowDown")
    _, picture = sent(lab, "style", lambda: dialog.get_by_role("button", name="Use it").press("Enter"))
    dark = ink(picture)
    assert dark[32, 33:47].all(), "a quarter of the sheet, to the right of its middle"
    assert not dark[40:].any(), "the pen was lifted"
    assert not dark[:, :28].any()


def test_the_camera_takes_a_picture_and_is_let_go(lab: Screen) -> None:
    lab.page.evaluate(
        """() => {
            const { mediaDevices } = navigator
            const open = mediaDevices.getUserMedia.bind(mediaDevices)
            mediaDevices.getUserMedia = async (asked) => (window.opened = await open(asked))
        }"""
    )
    dialog = press(lab, "content", "Camera")
    take = dialog.get_by_role("button", name="Take the picture")
    expect(take).to_be_enabled()
    said, picture = sent(lab, "content", take.click)
    assert said["name"] == "Camera picture"
    red, green, blue = np.asarray(picture, float).mean((0, 1))
    assert green > 2 * max(red, blue), "the browser's own fake camera is green"
    lab.wait("() => window.opened.getTracks().every(({ readyState }) => readyState === 'ended')")
    expect(lab.control("content").get_by_role("button", name="Camera")).to_be_focused()
    lab.page.evaluate(OWN)


def test_a_camera_that_is_refused_is_told(lab: Screen) -> None:
    lab.page.evaluate(
        """() => {
            const refused = new DOMException('Permission denied', 'NotAllowedError')
            navigator.mediaDevices.getUserMedia = () => Promise.reject(refused)
        }"""
    )
    dialog = press(lab, "content", "Camera")
    expect(dialog.get_by_role("alert")).to_contain_text("No camera can be used: Permission denied")
    expect(dialog.get_by_role("button", name="Take the picture")).to_be_disabled()
    lab.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    lab.page.evaluate(OWN)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_can_use_it(scheme: Literal["light", "dark"], server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{LAB}", color_scheme=scheme, width=390, height=844)
    expect(shown(lab, "content")).to_be_visible()
    lab.expect_accessible()
    for button in ("Choose", "Camera", "Draw"):
        expect(press(lab, "content", button)).to_be_visible()
        lab.expect_accessible()
        lab.expect_no_wider()
        lab.page.keyboard.press("Escape")
