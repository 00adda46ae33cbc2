"""Calls of a page that wait on their way to the server."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Page, Route


class Held:
    """Holds what a page calls until it is let go: every call of an address, or only the first of a method.

    A browser tells of a request before it asks whether the request may go on, so that a test which has seen the one
    must still wait for the other.
    """

    def __init__(self, page: Page, pattern: str, *, first: str | None = None) -> None:
        self._page = page
        self._pattern = pattern
        self._first = first
        self._calls: list[Route] = []
        self._holds = True
        page.route(pattern, self._take)

    def after(self, do: Callable[[], object], within: float = 30) -> Held:
        """Does something whose call then waits."""
        do()
        end = time.monotonic() + within
        while not self._calls:
            assert time.monotonic() < end, f"nothing called {self._pattern} within {within:g} s"
            self._page.evaluate("0")
        return self

    def let_go(self) -> None:
        """What waits goes on, and nothing is held any more."""
        self._holds = False
        for call in self._calls:
            call.continue_()
        self._page.unroute(self._pattern, self._take)

    def _take(self, route: Route) -> None:
        wanted = self._first is None or (not self._calls and route.request.method == self._first)
        if self._holds and wanted:
            self._calls.append(route)
        else:
            route.fallback()
