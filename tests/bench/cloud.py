"""How often a second a cloud of shipped words is redrawn while a hand turns it: `python -m tests.bench.cloud PORT`. Prints one
JSON line.

The browser paints with the processor, as a computer without a graphics card does.
"""

from __future__ import annotations

import json
import math
import sys
import time

from playwright.sync_api import expect, sync_playwright

from tests.support.browser import ARGUMENTS, chromium

SECONDS = 5.0
COUNT = """() => {
    const canvas = document.querySelector('[data-view=cloud] canvas')
    const small = new OffscreenCanvas(64, 64).getContext('2d', {willReadFrequently: true})
    small.globalCompositeOperation = 'copy'
    window.redrawn = 0
    let shown
    const look = () => {
        small.drawImage(canvas, 0, 0, 64, 64)
        const now = small.getImageData(0, 0, 64, 64).data.join()
        if (shown !== undefined && now !== shown) window.redrawn++
        shown = now
        requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
}"""
"""Counts the painted frames in which the picture is another one than before."""


def redraws(port: int) -> float:
    """A second, while the pointer goes round a circle."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*ARGUMENTS, "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"http://127.0.0.1:{port}/en/lab/word-embeddings")
        expect(page.locator("[data-view=lists]")).to_contain_text("queen", timeout=60_000)
        box = page.locator("[data-view=cloud] canvas").bounding_box()
        assert box is not None
        x, y, radius = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, box["width"] / 5
        page.mouse.move(x, y)
        page.mouse.down()
        page.evaluate(COUNT)
        began = time.monotonic()
        while (past := time.monotonic() - began) < SECONDS:
            page.mouse.move(x + radius * math.sin(3 * past), y + radius * (1 - math.cos(3 * past)))
            page.wait_for_timeout(4)
        count = float(page.evaluate("() => window.redrawn"))
        page.mouse.up()
        browser.close()
        return count / past


if __name__ == "__main__":
    print(json.dumps({"redraws": redraws(int(sys.argv[1]))}))
