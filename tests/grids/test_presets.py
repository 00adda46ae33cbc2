"""The page of every preset: opened, driven, drawn, and no wider than a phone."""

from __future__ import annotations

from lossland.lab import Preset
from lossland.registry import AnyLab
from tests.contract.test_page import PHONE, drive
from tests.support.browser import OpenPage
from tests.support.registry import every_preset
from tests.support.server import Server


@every_preset
def test_its_page(lab: AnyLab, preset: Preset, server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/lab/{lab.slug}?preset={preset.slug}")
    drive(screen, lab)
    screen.drawn()
    screen.page.set_viewport_size(PHONE)
    screen.expect_no_wider()
