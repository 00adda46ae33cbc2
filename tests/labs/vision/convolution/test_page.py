"""The convolution lab in a browser: point at an output, move the window by keys, type a number of the filter."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.screen import Screen, number_in
from tests.support.server import Server

LAB = "lab/convolution"


@pytest.fixture
def lab(server: Server, open_page: OpenPage) -> Screen:
    screen = open_page(server, f"en/{LAB}")
    screen.page.get_by_role("button", name="The course's step").click()
    expect(screen.view("scan").locator("[data-tile=y0]")).to_contain_text("4×4")
    screen.settled()
    return screen


def products(lab: Screen) -> list[float]:
    """What stands in the last of the three grids."""
    cells = lab.view("terms").locator(".taps").last.locator(".cell").all_inner_texts()
    return [number_in(cell.strip()) for cell in cells]


def result(lab: Screen) -> float:
    return number_in(lab.view("terms").locator("strong").last.inner_text())


def test_pointing_at_an_output_shows_its_window_and_products(lab: Screen) -> None:
    tiles = lab.view("scan")
    canvas = tiles.locator("canvas").bounding_box()
    label = tiles.locator("[data-tile=y0]").bounding_box()
    assert canvas is not None
    assert label is not None
    requests = len(lab.calls("POST", "/frame"))
    lab.page.mouse.move(label["x"] + label["width"] / 2 + 5, label["y"] + label["height"] + 20)
    expect(tiles.locator(".readout")).to_contain_text("9 products, sum 30")
    assert products(lab) == [10, 0, 0] * 3
    assert result(lab) == 30
    assert len(lab.calls("POST", "/frame")) == requests, "the page computes it by itself"


def test_the_arrow_keys_move_the_window(lab: Screen) -> None:
    tiles = lab.view("scan").get_by_role("application")
    tiles.focus()
    for _ in range(5):
        tiles.press("ArrowLeft")
    expect(lab.view("scan").locator(".readout")).to_contain_text("column 1: 9 products, sum 0")
    tiles.press("ArrowRight")
    expect(lab.view("scan").locator(".readout")).to_contain_text("column 2: 9 products, sum 30")
    tiles.press("Shift+ArrowRight")
    expect(lab.view("scan").locator(".readout")).to_contain_text("column 4")
    assert result(lab) == 0


def test_a_typed_number_makes_the_filter_ones_own(lab: Screen) -> None:
    entry = lab.view("terms").get_by_label("row 1, column 1 of the filter")
    entry.fill("5")
    body = lab.calling("POST", "/labs/convolution/frame", lambda: entry.press("Enter"))
    assert body["params"]["kernel"] == "own"
    assert body["params"]["weights"] == [5, 0, -1, 1, 0, -1, 1, 0, -1]
    expect(lab.view("terms").locator("strong").last).to_have_text("70")
    expect(lab.control("weights")).to_be_visible()
    inputs = lab.control("weights").get_by_role("textbox")
    expect(inputs).to_have_count(9)
    lab.control("weights").get_by_role("button", name=re.compile("Add")).click()
    expect(inputs).to_have_count(25)
    expect(lab.view("terms").locator(".taps").last.locator(".cell")).to_have_count(25)


def test_what_is_looked_at_changes_pictures_and_controls(lab: Screen) -> None:
    lab.choose("study", "Receptive field")
    expect(lab.view("stacked").locator("[data-tile]")).to_have_count(3)  # a third layer does not fit into 6×6
    expect(lab.control("kernel")).to_have_count(0)
    expect(lab.control("layers")).to_be_visible()
    lab.choose("study", "1-D: a line")
    expect(lab.view("line").locator("[data-tile=y0]")).to_contain_text("1×3")  # “valid”, as in the preset
    lab.choose("study", "3-D: scans and films")
    expect(lab.view("slices").locator("[data-tile=y]")).to_contain_text("12×12×12")
    lab.show("Layer by layer")
    lab.drawn()


@pytest.mark.expects("422")
def test_a_window_that_does_not_fit_is_said(lab: Screen) -> None:
    lab.choose("kernel", "Blur, Gaussian")
    lab.enter("f", "7")
    expect(lab.messages).to_contain_text("does not fit into 6")


def test_a_number_typed_into_the_target_is_learned(lab: Screen) -> None:
    lab.page.get_by_role("button", name="Learned from noise").click()
    tables = lab.view("filters").locator("[data-tile]")
    expect(tables).to_have_count(3)
    entry = tables.first.get_by_role("textbox").nth(4)
    expect(entry).to_have_value("0")
    entry.fill("7")
    body = lab.calling("POST", "/labs/convolution/frame", lambda: entry.press("Enter"))
    assert body["params"]["goal"] == "own"
    assert body["params"]["goal_weights"] == [1, 0, -1, 2, 7, -2, 1, 0, -1]
    expect(tables.nth(1).locator(".cell").nth(4)).to_have_text("7")
    expect(tables.nth(2).locator(".cell").nth(4)).to_have_text("0")
    expect(lab.control("goal_weights").get_by_role("textbox")).to_have_count(9)
    expect(lab.control("goal_weights").get_by_role("button", name=re.compile("Add"))).to_have_count(0)


def test_scales_are_shown_once_with_their_numbers(lab: Screen) -> None:
    scales = lab.view("scan").locator(".scale")
    expect(scales).to_have_count(2)
    expect(scales.first).to_have_accessible_name("pixels: colours from 0 to 30")
    expect(scales.last).to_have_accessible_name("outputs: colours from −30 to 30")
    lab.choose("kernel", "Blur, Gaussian")
    expect(scales).to_have_count(1)
    expect(scales).to_have_accessible_name("pixels, outputs: colours from 0 to 10")


def test_a_window_goes_through_the_slices_by_key_and_its_cube_can_be_typed(lab: Screen) -> None:
    lab.page.get_by_role("button", name="A film in frames").click()
    expect(lab.view("slices").locator("[data-tile=x]")).to_contain_text("14×14×14")
    lab.settled()
    tiles = lab.view("slices").get_by_role("application")
    tiles.focus()
    tiles.press("ArrowUp")
    readout = lab.view("slices").locator(".readout")
    expect(readout).to_contain_text("slice 5, row 4, column 5: 27 products")
    tiles.press(".")
    expect(readout).to_contain_text("slice 6, row 4, column 5")
    labels = lab.view("terms").locator(".taps p")
    expect(labels).to_have_count(9)
    expect(labels.first).to_have_text("slice 6: window")
    expect(labels.last).to_have_text("slice 8: products")
    products = [
        number_in(cell.strip()) for cell in lab.view("terms").locator(".cell").all_inner_texts() if cell.strip()
    ]
    entry = lab.view("terms").get_by_label("row 2, column 2 of the filter").nth(1)
    entry.fill("2")
    body = lab.calling("POST", "/labs/convolution/frame", lambda: entry.press("Enter"))
    assert body["params"]["cube"] == "own"
    assert body["params"]["cube_weights"] == [1] * 9 + [0, 0, 0, 0, 2, 0, 0, 0, 0] + [-1] * 9
    assert len(products) == 54, "27 cells and 27 products; weights stand in entries"


def test_pointing_at_a_slice_of_the_output_shows_its_sum(lab: Screen) -> None:
    lab.page.get_by_role("button", name="A film in frames").click()
    expect(lab.view("slices").locator("[data-tile=y]")).to_contain_text("12×12×12")
    lab.settled()
    label = lab.view("slices").locator("[data-tile=y]").bounding_box()
    assert label is not None
    lab.page.mouse.move(label["x"] + label["width"] / 2, label["y"] + label["height"] + 60)
    expect(lab.view("slices").locator(".readout")).to_contain_text(
        re.compile(r"slice \d+, row \d+, column \d+: 27 products")
    )
