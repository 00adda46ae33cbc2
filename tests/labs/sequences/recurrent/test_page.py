"""The recurrent lab in a browser: an LSTM's gate is watched while the unit that carries the plural is found."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.screen import Screen
from tests.support.server import Server

LAB = "lab/recurrent"


@pytest.fixture
def lab(server: Server, open_page: OpenPage) -> Screen:
    return open_page(server, f"en/{LAB}")


def test_a_unit_is_found_that_carries_the_plural(lab: Screen) -> None:
    lab.play.click()
    lab.wait_for_step(250)
    lab.pause.click()
    gates = lab.view("gates")
    expect(gates.locator("svg text").first).to_have_text(re.compile(r"^\d+: [+−](0\.9|1\.0)"))
    expect(gates).to_contain_text("Rows are units, columns words.")
    expect(gates).not_to_contain_text("sum")
