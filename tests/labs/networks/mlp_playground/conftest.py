from __future__ import annotations

import pytest

from tests.labs.networks.mlp_playground.hand import LAB
from tests.support.browser import OpenPage
from tests.support.screen import Screen
from tests.support.server import Server


@pytest.fixture
def lab(server: Server, open_page: OpenPage) -> Screen:
    return open_page(server, f"en/{LAB}")
