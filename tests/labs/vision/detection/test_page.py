"""Boxes in the page: moved by hand and by keys, suppressed stage by stage."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.support.browser import OpenPage
from tests.support.screen import Screen
from tests.support.server import Server


def second_box(lab: Screen) -> Locator:
    """Box B."""
    return lab.page.locator("[data-view=overlap] g.free").nth(1)


def iou(lab: Screen, text: str) -> None:
    """Waits until the number beside the pictures is that."""
    expect(lab.page.locator("dl dd").nth(1)).to_have_text(text)


def test_a_box_is_moved_by_keys_and_by_the_mouse(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, "en/lab/detection?preset=corner")
    iou(lab, "0.143")
    second_box(lab).focus()
    lab.page.keyboard.press("ArrowUp")
    iou(lab, "0.333")
    lab.page.keyboard.press("ArrowLeft")
    iou(lab, "1")
    place = second_box(lab).locator("rect").first.bounding_box()
    assert place is not None
    cell = place["width"] / 2
    x, y = place["x"] + 1.5 * cell, place["y"] + 1.5 * cell
    lab.page.mouse.move(x, y)
    lab.page.mouse.down()
    lab.page.mouse.move(x + cell, y + cell, steps=5)
    lab.page.mouse.up()
    iou(lab, "0.143")


def test_each_step_keeps_one_and_names_its_victims(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, "en/lab/detection")
    rows = lab.page.locator("[data-view=order] li")
    expect(rows.first).to_contain_text("waits")
    for _ in range(2):
        lab.step_once.click()
        lab.settled()
    expect(rows.first).to_contain_text(re.compile("kept|compared"))
    expect(rows.filter(has_text=re.compile(r"by #1, IoU")).first).to_be_visible()


def test_a_row_of_the_table_marks_its_box_on_all_four_pictures(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, "en/lab/detection?preset=crowd")
    pictures = lab.page.locator("[data-view=ways] section")
    expect(pictures).to_have_count(4)
    for picture, words in enumerate(("29 boxes", "3 boxes, 1 missed", "4 boxes", "4 boxes")):
        expect(pictures.nth(picture).locator("h4")).to_contain_text(words)
    expect(pictures.nth(1).locator("g.missed")).to_have_count(1)
    expect(pictures.nth(1).locator(".label", has_text="missed")).to_be_visible()
    lab.page.locator("[data-view=order] li").first.hover()
    for picture in range(4):
        expect(pictures.nth(picture).locator("g.marked")).to_have_count(1)
        expect(pictures.nth(picture).locator(".label", has_text="pedestrian .85")).to_be_visible()


def test_regions_merge_until_a_box_holds_each_thing(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, "en/lab/detection?preset=regions")
    pictures = lab.page.locator("[data-view=proposals] section")
    expect(pictures.nth(0).locator("h4")).to_contain_text("119 boxes")
    expect(pictures.nth(1).locator("h4")).to_contain_text("0 boxes, 3 missed")
    expect(pictures.nth(0).locator(".label")).to_have_count(0)  # they have no scores
    expect(pictures.nth(0).get_by_role("group", name="region")).to_have_count(0)  # nor is a list of them read aloud
    lab.step_once.click()
    lab.settled()
    expect(lab.page.locator("[data-view=merging] .label")).to_have_text("newest")
    lab.server.client.post(f"runs/{lab.run_id()}/control", json={"action": "step", "steps": 69}).raise_for_status()
    lab.wait_for_step(70)
    expect(pictures.nth(0).locator("h4")).to_contain_text("189 boxes")
    expect(pictures.nth(1).locator("h4")).to_have_text(re.compile("3 boxes$"))
    expect(pictures.nth(1).locator(".label", has_text=".54")).to_be_visible()


def numbers(lab: Screen) -> list[str]:
    """The table of the cell that is chosen, row by row."""
    return lab.page.locator("[data-view=cell] tbody td").all_inner_texts()


def test_a_cell_of_the_grid_is_chosen_and_its_numbers_are_learned(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, "en/lab/detection?preset=grid&scenes=8")
    cells = lab.page.locator("[data-view=grid] g.cells")
    expect(lab.page.locator("[data-view=cell] tbody tr")).to_have_count(8)
    first = numbers(lab)
    assert "?" not in first  # a car and a pedestrian
    lab.play.click()
    body = lab.page.locator("[data-view=cell] tbody")
    lab.wait_for_step(3)
    lab.pause.click()
    lab.settled()
    assert numbers(lab) != first
    cells.click(position={"x": 20, "y": 20})
    expect(lab.page.locator("[data-view=cell] tbody td", has_text="?")).to_have_count(14)
    before = body.inner_text()
    lab.step_once.click()
    expect(body).not_to_have_text(before)
    lab.settled()
    assert numbers(lab)[0::4] == ["0"] + 7 * ["?"]
    cells.focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight"):
        lab.page.keyboard.press(key)
        lab.settled()
    expect(lab.page.locator("[data-view=cell] tbody td", has_text="?")).to_have_count(0)


def test_of_an_empty_street_seven_numbers_do_not_count(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, "en/lab/detection?preset=one-object&looked=4")
    cells = lab.page.locator("[data-view=numbers] tbody td")
    expect(cells.filter(has_text=re.compile(r"^\?$"))).to_have_count(7)
    lab = open_page(server, "en/lab/detection?preset=one-object&looked=2")
    expect(lab.page.locator("[data-view=numbers] tbody tr")).to_have_count(9)
    expect(lab.page.locator("[data-view=numbers]")).not_to_contain_text("?")


def test_landmarks_have_names_on_one_picture_and_none_on_twelve(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, "en/lab/detection?preset=landmarks&shown_large=one")
    names = lab.page.locator("[data-view=single] svg text")
    expect(names).to_have_count(8)
    expect(names.filter(has_text="left eye, outer")).to_be_visible()
    lab = open_page(server, "en/lab/detection?preset=landmarks")
    expect(lab.page.locator("[data-view=single] circle.aim")).to_have_count(72)
    expect(lab.page.locator("[data-view=single] svg text")).to_have_count(0)
