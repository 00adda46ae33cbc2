"""What a hand does on the playground's page, and what an eye and the server then see."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import FilePayload, Locator, expect

from tests.support.screen import Screen
from tests.support.server import Server

LAB = "lab/mlp-playground"
SIDE = 6.0
"""The square of the map reaches from -6 to 6 both ways."""


def until(true: Callable[[], object], seconds: float = 60.0) -> None:
    """Returns once the server says so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "the server never came to it"
        time.sleep(0.02)


def plane(screen: Screen) -> Locator:
    """The plotting area of the decision map."""
    return screen.view("map").get_by_role("application")


def place(screen: Screen, x: float, y: float) -> tuple[float, float]:
    """Where a point of the plane lies on the screen."""
    plane(screen).scroll_into_view_if_needed()
    box = plane(screen).bounding_box()
    assert box is not None
    unit = min(box["width"], box["height"]) / (2 * SIDE)  # beyond the square it shows more of the plane
    return box["x"] + box["width"] / 2 + x * unit, box["y"] + box["height"] / 2 - y * unit


def picture(screen: Screen, index: int = 0) -> str:
    """The pixels of the map (0) or of the points on it (1), once they show what was done: numbers run ahead of pictures."""
    screen.settled()
    found: str = screen.page.locator("[data-view=map] canvas").nth(index).evaluate("(canvas) => canvas.toDataURL()")
    return found


def wait_for_other_picture(screen: Screen, before: str, index: int = 0) -> None:
    screen.wait(
        """([before, index]) => {
            const canvas = document.querySelectorAll('[data-view=map] canvas')[index]
            return canvas && canvas.toDataURL() !== before
        }""",
        [before, index],
    )


def wait_for_picture(screen: Screen, shown: str) -> None:
    screen.wait("(shown) => document.querySelector('[data-view=map] canvas')?.toDataURL() === shown", shown)


def drawn(screen: Screen) -> None:
    """Waits until the map is there in more than one colour."""
    screen.wait(
        """() => {
            const canvas = document.querySelector('[data-view=map] canvas')
            if (!canvas || canvas.width < 40) return false
            const bytes = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data
            return new Set(new Uint32Array(bytes.buffer)).size > 3
        }"""
    )


def subject(screen: Screen) -> Locator:
    """The words on the map that say which unit's it is; there are none on the network's answer."""
    return screen.view("map").locator(".subject")


def unit(screen: Screen, index: int) -> Locator:
    """A unit of the network, counted over all layers."""
    return screen.view("network").locator(f'[data-unit="{index}"]')


def ribbon(screen: Screen, start: int, end: int) -> tuple[float, float]:
    """The middle of the ribbon between two units."""
    unit(screen, start).scroll_into_view_if_needed()
    boxes = [unit(screen, index).bounding_box() for index in (start, end)]
    first, second = (box for box in boxes if box is not None)
    return (
        (first["x"] + first["width"] + second["x"]) / 2,
        (first["y"] + first["height"] / 2 + second["y"] + second["height"] / 2) / 2,
    )


def actions(server: Server, run: str, kind: str) -> list[dict[str, Any]]:
    """What was done to a run, as its log tells it; each with its step."""
    log = server.client.get(f"runs/{run}/log").json()
    return [
        {**line["value"], "step": line["step"]}
        for line in log
        if line["kind"] == "action" and line["value"]["kind"] == kind
    ]


def points(server: Server, run: str, label: int | None = None) -> list[tuple[float, float]]:
    """The points of a run, or those of one class."""
    traces = server.client.get(f"runs/{run}/figures/map").json()["data"]
    return [
        point
        for trace in traces
        if trace["uid"].startswith("points-" if label is None else f"points-{label}-")
        for point in zip(trace["x"], trace["y"], strict=True)
    ]


def holds(server: Server, run: str, label: int, x: float, y: float) -> bool:
    """Whether a run has a point of this class about here."""
    return any(math.dist(point, (x, y)) < 0.15 for point in points(server, run, label))


def pen(screen: Screen, label: int) -> None:
    """Chooses the class of new points by its name in the legend."""
    name = screen.view("map").get_by_role("list", name="Legend").get_by_role("button").nth(label)
    name.click()
    expect(name).to_have_attribute("aria-pressed", "true")


def upload(screen: Screen, text: str) -> None:
    """Chooses a table of these lines as the data."""
    if not screen.control("data.table").is_visible():
        screen.choose("data", "Uploaded table")
    file = FilePayload(name="own.csv", mimeType="text/csv", buffer=text.encode())
    screen.control("data.table").locator("input[type=file]").set_input_files(file)


def learned(screen: Screen) -> None:
    """Waits until the headline shows a validation accuracy of 95 % or more."""
    screen.wait(
        """() => [...document.querySelectorAll('dl div')].some((entry) =>
            entry.querySelector('dt').title === 'Validation accuracy' &&
            parseFloat(entry.querySelector('dd').textContent) >= 95)"""
    )


def table(rows: int, name: Callable[[int], object]) -> str:
    """Two lumps of points, one on each side of the plane."""
    lines = [f"{-3 + 6 * (i % 2) + i / rows},{(7 * i) % rows / rows},{name(i)}" for i in range(rows)]
    return "\n".join(["x1,x2,label", *lines])
