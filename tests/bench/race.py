"""How often a second the paths of nine racers are redrawn while the start is dragged, and how long basins take:
`python -m tests.bench.race PORT`. Prints one JSON line.

The browser paints with the processor: an emulated graphics card is many times slower, at putting the page together too,
a real one faster.
"""

from __future__ import annotations

import json
import math
import sys
import time

import torch
from playwright.sync_api import Page, sync_playwright

from lossland.algorithms.optimizers.noise import Noise
from lossland.algorithms.optimizers.race import basins
from lossland.algorithms.optimizers.rule import Rates
from lossland.algorithms.surfaces.textbook import Surface, ground
from lossland.engine.numerics import fix_numerics
from lossland.engine.trajectory import start
from lossland.registry import labs
from tests.support.browser import ARGUMENTS, chromium

SECONDS = 8.0
RING = """() => {
    const plot = document.querySelector('[data-view=same] .canvas')
    const box = plot.getBoundingClientRect()
    const {xaxis, yaxis} = plot._fullLayout
    const start = plot._fullData.find((trace) => trace.uid === 'start')
    return [box.left + xaxis._offset + xaxis.d2p(start.x[0]), box.top + yaxis._offset + yaxis.d2p(start.y[0]), xaxis._length]
}"""
COUNT = """() => {
    window.redrawn = {same: 0, best: 0}
    const shown = {}
    const look = () => {
        for (const view of ['same', 'best']) {
            const layer = document.querySelector(`[data-view=${view}] .scatterlayer`)
            const path = layer?.querySelector('.tracerest0 .js-line')?.getAttribute('d')
            if (view in shown && path !== shown[view]) window.redrawn[view]++
            shown[view] = path
        }
        requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
}"""
"""Counts the painted frames in which a path has moved; the ring goes with the hand, before the paths are there."""


def drag(page: Page, seconds: float) -> dict[str, float]:
    """Redraws a second of both pictures, each with another start, while the ring is led round a circle."""
    x, y, side = page.evaluate(RING)
    page.evaluate(COUNT)
    page.mouse.move(x, y)
    page.mouse.down()
    radius, began, moves = 0.2 * side, time.monotonic(), 0
    while (past := time.monotonic() - began) < seconds:
        page.mouse.move(x + radius * math.sin(3 * past), y + radius * (1 - math.cos(3 * past)))
        moves += 1
        page.wait_for_timeout(8)
    counts = page.evaluate("() => window.redrawn")
    page.mouse.up()
    return {"same": counts["same"] / past, "best": counts["best"] / past, "moves": moves / past}


def basins_seconds() -> float:
    """10,201 starts x 300 steps of Adam on Himmelblau, all in one tensor; the best of three."""
    surface, adam = Surface("himmelblau"), Rates("adam", "course", 0.1, 0.9, 0.99)
    under, noise = ground(surface, 101), Noise(torch.zeros(300, 2, dtype=torch.float64), 0.0)
    times = []
    for _ in range(3):
        began = time.perf_counter()
        basins(surface, under, adam, noise)
        times.append(time.perf_counter() - began)
    return min(times)


def main(port: int) -> None:
    """Measures and prints."""
    fix_numerics()
    lab = labs()["optimizer-race"]
    preset = next(preset for preset in lab.presets if preset.slug == "nine")
    p = lab.Params(**preset.params)
    began = time.perf_counter()
    for _ in range(10):
        lab.adopt(start(lab, p, 0, torch.device("cpu")), p, None)
    alone = (time.perf_counter() - began) / 10
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*ARGUMENTS, "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"http://127.0.0.1:{port}/en/lab/optimizer-race?preset={preset.slug}")
        page.wait_for_function("() => document.querySelector('[data-view=same] .canvas')?._fullData?.length > 20")
        page.wait_for_timeout(1500)
        redraws = drag(page, SECONDS)
        browser.close()
    results = {
        "race: redraws a second while dragging, 9 x 300 (target >= 20)": min(redraws["same"], redraws["best"]),
        "race: ms for 9 racers at 32 rates each, 300 steps": alone * 1e3,
        "race: basins, 10,201 x 300 Adam, s (target < 1)": basins_seconds(),
    }
    print(json.dumps(results))


if __name__ == "__main__":
    main(int(sys.argv[1]))
