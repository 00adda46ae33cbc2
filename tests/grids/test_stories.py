"""Every lab in both languages, in the light and in the dark, on every screen from a phone to a wall."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import expect

from lossland.registry import AnyLab
from tests.contract.test_page import drive, look
from tests.support.browser import OpenPage
from tests.support.registry import every_lab
from tests.support.server import Server


@every_lab
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 768, 1024, 1440, 1920])
def test_it_fits_and_can_be_read(
    lab: AnyLab, lang: str, scheme: Literal["light", "dark"], width: int, server: Server, open_page: OpenPage
) -> None:
    screen = open_page(server, f"{lang}/lab/{lab.slug}", width=width, fresh=True)
    look(screen, scheme)
    expect(screen.lesson.locator(".katex").first).to_be_visible()
    drive(screen, lab)
    screen.expect_no_wider()
    screen.expect_plots_fit()
    screen.expect_accessible()
