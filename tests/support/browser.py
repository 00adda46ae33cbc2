"""A real browser against a real server: both live as long as the tests, each test has pages of its own."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import BrowserContext, BrowserType, ConsoleMessage, Error, expect, sync_playwright

import lossland
from tests.support.screen import Screen
from tests.support.server import Server, serving

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu-rasterization",
    "--disable-gpu-compositing",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--use-fake-ui-for-media-stream",  # a camera that everyone may use, and that shows a moving clock
    "--use-fake-device-for-media-stream",
]
WAIT_MS = 60_000
"""Longest wait for anything to appear: far longer than any machine needs, since only a failing test waits so long."""

OpenPage = Callable[..., Screen]

expect.set_options(timeout=WAIT_MS)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "expects(*patterns): what the page may write to the console as an error")


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Marks a test that failed: its page is closed, since it may hold requests that nobody will let go."""
    report = yield
    if call.excinfo is not None:
        item.stash[FAILED] = True
    return report


def chromium() -> str | None:
    """The system's Chromium; None leaves it to Playwright's own."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for path in map(shutil.which, names) if path), None)


@pytest.fixture(scope="session")
def built() -> None:
    """The page is what `make setup` built; without it nothing here means anything."""
    if not (Path(lossland.__file__).parent / "static" / "index.html").exists():
        pytest.fail("run make setup first", pytrace=False)


@pytest.fixture(scope="session")
def server(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that all tests share."""
    with serving(tmp_path_factory.mktemp("data"), 1) as server:
        yield server


class Pages:
    """Pages of a browser with the system's Chromium; where there is none the tests fail.

    Pages of the usual profile stay warm: their libraries are loaded once, not for every test. Profiles lie on disk,
    where the browser keeps compiled scripts: a page that must be fresh costs less than half.
    """

    def __init__(self, chromium: BrowserType, folder: Path) -> None:
        self._chromium = chromium
        self._folder = folder
        self._profiles: dict[str, BrowserContext] = {}
        self._free: dict[str, list[Screen]] = {}
        self._key: dict[Screen, str] = {}
        self.errors: list[str] = []

    def take(self, server: Server, fresh: bool, options: dict[str, Any]) -> Screen:
        """A page that nobody uses."""
        key = repr((server.port, sorted(options.items())))
        if not fresh and self._free.get(key):
            screen = self._free[key].pop()
            screen.page.bring_to_front()  # a tab behind another one draws but once a second
            return screen
        page = self._profile(key, options).new_page()
        page.on("console", self._console)
        page.on("pageerror", self._fault)
        screen = Screen(page, server)
        if not fresh and not options:
            self._key[screen] = key
        return screen

    def close(self) -> None:
        """Ends every browser."""
        for profile in self._profiles.values():
            profile.close()

    def _profile(self, key: str, options: dict[str, Any]) -> BrowserContext:
        """The browser for these options, begun when it is first asked for."""
        if key not in self._profiles:
            profile = self._chromium.launch_persistent_context(
                self._folder / str(len(self._profiles)), executable_path=chromium(), args=ARGUMENTS, **options
            )
            profile.set_default_timeout(WAIT_MS)
            self._profiles[key] = profile
        return self._profiles[key]

    def give_back(self, screen: Screen, failed: bool) -> None:
        """Leaves what the page shows; a page that nobody can use again is closed."""
        if failed:
            screen.page.close()
            return
        try:
            warm = screen.leave() and screen in self._key
        except (AssertionError, Error):
            screen.page.close()  # else it goes on asking a server that is gone, beside all later tests
            raise
        if warm:
            self._free.setdefault(self._key[screen], []).append(screen)
        else:
            screen.page.close()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")

    def _fault(self, error: Error) -> None:
        self.errors.append(str(error))


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    """The pages of all tests."""
    with sync_playwright() as playwright:
        pages = Pages(playwright.chromium, tmp_path_factory.mktemp("profiles"))
        yield pages
        pages.close()


@pytest.fixture
def open_page(pages: Pages, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """Opens pages; fails the test if any of them met an error that the test does not expect."""
    marker = request.node.get_closest_marker("expects")
    expected: tuple[str, ...] = marker.args if marker else ()
    used: list[Screen] = []
    pages.errors.clear()

    def open_page(
        server: Server,
        path: str = "",
        *,
        width: int = 1440,
        height: int = 900,
        fresh: bool = False,
        color_scheme: Literal["light", "dark"] = "light",
        reduced_motion: Literal["reduce", "no-preference"] = "no-preference",
        **options: Any,
    ) -> Screen:
        screen = pages.take(server, fresh, options)
        used.append(screen)
        screen.page.set_viewport_size({"width": width, "height": height})
        screen.page.emulate_media(color_scheme=color_scheme, reduced_motion=reduced_motion)
        screen.visit(path)
        return screen

    yield open_page
    for screen in used:
        pages.give_back(screen, request.node.stash.get(FAILED, False))
    unexpected = [text for text in pages.errors if not any(re.search(pattern, text) for pattern in expected)]
    assert not unexpected, "the page wrote errors to the console:\n" + "\n".join(unexpected)
