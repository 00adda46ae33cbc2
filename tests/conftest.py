"""Every test computes as a worker does, on one thread, and draws the same examples each time; browser tests come last.

`--nightly` draws examples anew, ten times as many, trains on every seed and collects the grids as well.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import torch
from hypothesis import settings

import tests.support.examples  # noqa: F401 - registers the profiles
from lossland.store import reserve

settings.load_profile("always")

pytest_plugins = ["tests.support.browser"]

torch.set_num_threads(1)
reserve.BYTES = 2**16  # hundreds of stores are opened, and their folders are kept


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--nightly", action="store_true", help="the grids too, every seed, other examples and more of them"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "seeds(count): trains on `seed` 0; nightly on so many")
    if config.getoption("nightly"):
        settings.load_profile("nightly")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The grids are of the night. None leaves it to others."""
    return True if "grids" in collection_path.parts and not config.getoption("nightly") else None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    mark = metafunc.definition.get_closest_marker("seeds")
    if mark is not None:
        metafunc.parametrize("seed", range(mark.args[0] if metafunc.config.getoption("nightly") else 1))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: "browser" in getattr(item, "fixturenames", ()))  # its driver keeps an event loop
    for item in items:
        item.add_marker(pytest.mark.xdist_group(kept_together(item)))


def kept_together(item: pytest.Item) -> str:
    """What one process tests, where several do: all of a lab with its story, or one file."""
    story = re.fullmatch(r"test_its_story\[(.+)\]", item.name)
    own = item.path.parent.name if "labs" in item.path.parts else item.path.stem
    return story[1] if story else own.replace("_", "-")
