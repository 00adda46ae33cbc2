"""The playground with points set by hand and with uploaded tables."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.labs.networks.mlp_playground.hand import (
    LAB,
    actions,
    holds,
    learned,
    pen,
    picture,
    place,
    plane,
    points,
    table,
    until,
    upload,
    wait_for_other_picture,
)
from tests.support.browser import OpenPage
from tests.support.screen import Screen
from tests.support.server import Server

OWN = "data.kind=points"


def test_own_points_by_mouse(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{LAB}?{OWN}")
    expect(plane(lab)).to_have_attribute("aria-label", re.compile("12 training points, 4 held out"))
    mouse = lab.page.mouse
    for label, remove in ((0, "dblclick"), (1, "right")):
        pen(lab, label)
        x, y = place(lab, 4.5, 4.5)
        before = picture(lab, 1)
        body = lab.calling("POST", "/actions", lambda x=x, y=y: mouse.click(x, y))  # type: ignore[misc]
        assert body["action"]["kind"] == "add_point"
        run = lab.run_id()
        until(lambda run=run, label=label: holds(server, run, label, 4.5, 4.5))  # type: ignore[misc]
        until(lambda run=run: len(points(server, run)) == 17)  # type: ignore[misc]
        wait_for_other_picture(lab, before, 1)
        lab.drag((x, y), place(lab, 4.5, -4.5))
        until(lambda run=run, label=label: holds(server, run, label, 4.5, -4.5))  # type: ignore[misc]
        assert not holds(server, run, label, 4.5, 4.5)
        assert {one["index"] for one in actions(server, run, "move_point")} == {16}
        x, y = place(lab, 4.5, -4.5)
        if remove == "right":
            mouse.click(x, y, button="right")
        else:
            mouse.dblclick(x, y)
        until(lambda run=run: len(points(server, run)) == 16)  # type: ignore[misc]
        assert not holds(server, run, label, 4.5, -4.5)
        lab.page.mouse.move(2, 2)
        lab.wait("(before) => document.querySelectorAll('[data-view=map] canvas')[1].toDataURL() === before", before)


def test_own_points_by_keyboard(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{LAB}?{OWN}&pen=0")
    keyboard = lab.page.keyboard
    plane(lab).focus()
    for _ in range(3):
        keyboard.press("ArrowRight")
        keyboard.press("ArrowUp")
    for _ in range(3):
        keyboard.press("ArrowLeft")
        keyboard.press("ArrowDown")
    expect(plane(lab)).to_have_attribute("aria-label", re.compile("12 training points, 4 held out"))
    keyboard.press("Enter")
    run = lab.run_id()
    until(lambda: holds(server, run, 0, 0.0, 0.0))
    assert len(points(server, run)) == 17
    expect(plane(lab)).to_have_attribute("aria-label", re.compile("13 training points, 4 held out"))
    keyboard.press("Enter")
    keyboard.press("Shift+ArrowRight")
    keyboard.press("ArrowRight")
    keyboard.press("Enter")
    until(lambda: any(0.8 < x < 3 and abs(y) < 0.02 for x, y in points(server, run, 0)))
    assert not holds(server, run, 0, 0.0, 0.0)
    assert {one["index"] for one in actions(server, run, "move_point")} == {16}
    expect(lab.view("map").locator(".readout")).to_contain_text("point 17")
    keyboard.press("Delete")
    until(lambda: len(points(server, run)) == 16)
    assert actions(server, run, "remove_point")[-1]["index"] == 16


@pytest.mark.parametrize(
    "query",
    ["data.points=1,1;2,2;-1,3;0,-4&data.labels=0,0,0,0", "data.points=-3,1;3,2&data.labels=0,1"],
    ids=["one-class", "two-points"],
)
def test_few_points_are_enough(server: Server, open_page: OpenPage, query: str) -> None:
    lab = open_page(server, f"en/{LAB}?{OWN}&{query}")
    expect(lab.messages).to_be_hidden()
    lab.play.click()
    lab.wait_for_step(50)
    expect(lab.page.locator(".error:not(:empty)")).to_have_count(0)
    lab.pause.click()
    expect(lab.state).to_have_text("paused")


@pytest.mark.expects("422")
def test_points_without_labels_are_refused_in_words(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{LAB}?{OWN}&data.points=1,1;2,2&data.labels=0,1,1")
    expect(lab.control("data")).to_contain_text("there are 2 points but 3 labels")


def test_an_uploaded_table_with_words_trains(lab: Screen) -> None:
    upload(lab, table(40, lambda i: ("cat", "dog")[i % 2]))
    legend = lab.view("map").get_by_role("list").first
    expect(legend).to_contain_text("cat")
    expect(legend).to_contain_text("dog")
    expect(lab.view("map")).to_contain_text("x1 (scaled)")
    lab.play.click()
    learned(lab)
    body = lab.calls("POST", "/runs")[-1]
    assert body["params"]["data"]["kind"] == "table"


def test_rows_with_missing_cells_are_left_out(server: Server, lab: Screen) -> None:
    upload(lab, table(20, lambda i: ("cat", "dog")[i % 2]) + "\n1,,cat\nNA,2,dog\n1,2,\n")
    expect(lab.view("map").get_by_role("list").first).to_contain_text("cat")
    lab.step_once.click()
    lab.expect_step(1)
    assert len(points(server, lab.run_id())) == 20


@pytest.mark.expects("422")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x1,x2,label\n1,2,a\n3,b\n", "line 3: 2 cells, but the header names 3 columns"),
        ("hello", "there are column names but no rows"),
        ("x1,x2,label\n1,2,a\n\0", "not a text file"),
    ],
    ids=["ragged", "text", "binary"],
)
def test_a_bad_table_is_refused_at_the_control(lab: Screen, text: str, words: str) -> None:
    upload(lab, text)
    expect(lab.control("data.table").get_by_role("alert")).to_contain_text(words)
    upload(lab, table(20, lambda i: i % 2))
    expect(lab.control("data.table").get_by_role("alert")).to_have_count(0)
    expect(lab.view("map")).to_contain_text("x1 (scaled)")


@pytest.mark.expects("422")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x1\n1\n2\n3\n", "no column 'x2'; its columns are x1"),
        (table(22, lambda i: f"k{i % 11}"), "no column 'label'; its columns are x1, x2"),
        (table(22, lambda i: i % 11), "11 different values; 2 to 10 are allowed"),
        (table(22, lambda _: "cat"), "1 different values; 2 to 10 are allowed"),
    ],
    ids=["one-column", "eleven-words", "eleven-numbers", "one-class"],
)
def test_a_table_that_cannot_be_learned_is_refused_in_words(lab: Screen, text: str, words: str) -> None:
    upload(lab, text)
    expect(lab.messages).to_contain_text(words)
