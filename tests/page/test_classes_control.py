"""Classes of one's own: taught by camera and files, sent, learned; by keys alone too; what is wrong is said."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import FilePayload, Locator, expect

from tests.support.browser import OpenPage
from tests.support.photos import file_of, gradient, zip_of
from tests.support.screen import Screen
from tests.support.server import Server

LAB = "lab/cnn-classifier?preset=own"


@pytest.fixture
def lab(server: Server, open_page: OpenPage) -> Screen:
    screen = open_page(server, f"en/{LAB}")
    expect(screen.control("pictures").get_by_role("button", name="Teach your own")).to_be_visible()
    return screen


def teach(lab: Screen) -> Locator:
    lab.control("pictures").get_by_role("button", name="Teach your own").click()
    return lab.page.get_by_role("dialog")


def file(content: bytes, name: str = "own.png", kind: str = "image/png") -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": content}


def record(lab: Screen, place: Locator, most: int) -> None:
    """Holds the space bar on the button until there are so many pictures."""
    place.get_by_role("button", name="Hold to record").focus()
    lab.page.keyboard.down("Space")
    expect(place.locator("img").nth(most - 1)).to_be_visible()
    lab.page.keyboard.up("Space")


def test_two_classes_are_taught_and_learned(lab: Screen) -> None:
    dialog = teach(lab)
    use = dialog.get_by_role("button", name="Use them")
    expect(use).to_be_disabled()
    first, second = (dialog.locator(f"[data-class='{place}']") for place in (0, 1))
    first.get_by_role("textbox").fill("绿色")
    record(lab, first, 6)
    second.get_by_role("textbox").fill("ramp")
    pictures = [file(file_of(gradient(60 + i, 50)), f"{i}.png") for i in range(6)]
    second.locator("input[type=file]").set_input_files(files=pictures)
    second.get_by_role("button", name="Remove picture 1 of ramp").click()
    expect(second.locator("img")).to_have_count(5)
    with lab.page.expect_response(lambda answer: answer.request.method == "POST" and "/datasets" in answer.url) as info:
        use.click()
    said = info.value.json()
    assert said["classes"] == ["ramp", "绿色"]
    assert said["counts"][0] == 5
    assert said["counts"][1] >= 6
    expect(dialog).to_have_count(0)
    expect(lab.control("pictures").locator(f"[data-classes='{said['id']}']")).to_contain_text("ramp (5)")
    lab.play.click()
    tested = lab.page.locator("dl > div").filter(has_text="Test accuracy").locator("dd")
    expect(tested).to_have_text(re.compile(r"^100\.0\s%$"), timeout=60_000)


@pytest.mark.expects("422")
def test_a_zip_is_sent_or_refused_in_words(lab: Screen) -> None:
    control = lab.control("pictures")
    dot = file_of(gradient(20, 20))
    broken = zip_of({"a/1.png": dot, "a/2.png": dot, "b/notes.txt": b"hello"})
    control.locator("input[type=file]").set_input_files(files=[file(broken, "a.zip", "application/zip")])
    expect(control.get_by_role("alert")).to_contain_text("b/notes.txt")
    whole = zip_of({f"{name}/{i}.png": dot for name in "ab" for i in range(3)})
    control.locator("input[type=file]").set_input_files(files=[file(whole, "a.zip", "application/zip")])
    expect(control.locator("[data-classes]")).to_contain_text("a (3), b (3)")
    expect(control.get_by_role("alert")).to_have_count(0)


def test_what_is_missing_is_said_and_all_can_use_it(lab: Screen) -> None:
    dialog = teach(lab)
    expect(dialog).to_contain_text("two pictures each are needed")
    dialog.locator("[data-class='1']").get_by_role("textbox").fill("Class 1")
    expect(dialog).to_contain_text("Two classes have the same name")
    dialog.get_by_role("button", name="Add a class").click()
    expect(dialog.locator("[data-class]")).to_have_count(3)
    dialog.get_by_role("button", name=re.compile("Remove class")).last.click()
    expect(dialog.locator("[data-class]")).to_have_count(2)
    lab.expect_accessible()
