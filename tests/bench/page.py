"""How fast the page is in a real browser: `python -m tests.bench.page PORT`. Prints one JSON line of figures."""

from __future__ import annotations

import json
import statistics
import sys
from typing import Any

from playwright.sync_api import Page, Response, expect, sync_playwright

from tests.support.browser import ARGUMENTS, chromium

PLAYGROUND = "en/lab/mlp-playground?preset=ragged-spiral&data.count=500"
TIMES = 20

DRAG = """([view, uid]) => new Promise((resolve) => {
    const canvas = document.querySelector(`[data-view="${view}"] .canvas`)
    const box = canvas.getBoundingClientRect()
    const offset = canvas._fullLayout.xaxis._offset
    const place = () => canvas.querySelector(`.trace${uid} .points path`).getAttribute('transform')
        .match(/-?[\\d.]+/g).map(Number)
    const [left, top] = place()
    const [x, y] = [box.left + offset + left, box.top + canvas._fullLayout.yaxis._offset + top]
    canvas.setPointerCapture = () => {}
    const hand = (type, clientX) => canvas.dispatchEvent(new PointerEvent(type,
        {bubbles: true, clientX, clientY: y, pointerId: 1, isPrimary: true, button: 0, pointerType: 'mouse'}))
    hand('pointerdown', x)
    const began = performance.now()
    let [frames, behind] = [0, 0]
    const move = (now) => {
        if (now - began > 3000) {
            hand('pointerup', x)
            resolve([frames / 3, behind])
            return
        }
        const finger = x + 8 + 36 * (1 - Math.cos((now - began) / 300))
        hand('pointermove', finger)
        frames++
        behind = Math.max(behind, Math.abs(box.left + offset + place()[0] - finger))
        requestAnimationFrame(move)
    }
    requestAnimationFrame(move)
})"""
"""Drags a point to and fro for 3 s: frames a second, and how far it was behind the finger at most, in pixels."""

WATCH = """(selector) => {
    const canvas = document.querySelector(selector)
    const small = new OffscreenCanvas(64, 64).getContext('2d', {willReadFrequently: true})
    small.imageSmoothingEnabled = false
    small.globalCompositeOperation = 'copy'
    const probe = () => {
        small.drawImage(canvas, 0, 0, 64, 64)
        let sum = 0
        for (const pixel of new Uint32Array(small.getImageData(0, 0, 64, 64).data.buffer))
            sum = (Math.imul(sum, 31) + pixel) | 0
        return sum
    }
    window.changed = (act) => new Promise((resolve) => {
        const before = probe()
        const began = performance.now()
        const look = () => {
            const past = performance.now() - began
            if (probe() !== before || past > 10000) resolve(past)
            else requestAnimationFrame(look)
        }
        act()
        requestAnimationFrame(look)
    })
}"""
"""Lets a script time how long after an act some of 64 x 64 pixels of a canvas are others: to look at all would cost."""


def p95(times: list[float]) -> float:
    """The time that 19 of 20 stay below."""
    return statistics.quantiles(times, n=20)[-1]


def first_picture(page: Page, address: str) -> dict[str, float]:
    """From the address to the first map, and the kB that came before Plotly."""
    sizes: dict[str, int] = {}

    def note(response: Response) -> None:
        length = response.headers.get("content-length")
        sizes[response.url] = int(length) if length else len(response.body())

    page.on("response", note)
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => document.querySelector('[data-view=map] canvas')?.width > 50")
    seconds = page.evaluate("() => performance.now() / 1000")
    page.wait_for_load_state("networkidle")
    page.remove_listener("response", note)
    own = {url: size for url, size in sizes.items() if "/assets/" in url or url == address}
    weight = sum(size for url, size in own.items() if "katex" not in url.lower())
    return {
        "first picture of the home page, s (target <= 1)": seconds,
        "page before Plotly and KaTeX, kB gzipped (target <= 150)": weight / 1e3,
    }


def latencies(page: Page) -> dict[str, float]:
    """Play to the first training frame, and a slider to the picture it changes."""
    page.evaluate(WATCH, "[data-view=map] canvas")
    starts = []
    for _ in range(TIMES):
        starts.append(page.evaluate("() => changed(() => document.querySelector('button.play').click())"))
        page.get_by_role("button", name="Pause").click()
        expect(page.get_by_role("button", name="Play")).to_be_visible()
        page.get_by_role("button", name="Reset").first.click()
        expect(page.locator("dl dd").first).to_have_text("0")
        page.wait_for_timeout(200)
    moves = []
    for turn in range(TIMES):
        script = """(value) => changed(() => {
            const slider = document.querySelector('[data-param="data.noise"] input.slider')
            slider.value = value
            slider.dispatchEvent(new Event('input', {bubbles: true}))
        })"""
        page.evaluate(WATCH, "[data-view=map] canvas:last-of-type")
        moves.append(page.evaluate(script, 30 + 3 * turn))
        page.wait_for_timeout(100)
    return {
        "Play to the first training frame, p95 ms (target <= 300)": p95(starts),
        "slider to the changed picture, p95 ms (target <= 100)": p95(moves),
    }


def epochs(page: Page) -> dict[str, float]:
    """Epochs a second as the page shows them, and how often its map is redrawn."""
    page.evaluate("""() => {
        window.drawn = 0
        const canvas = document.querySelector('[data-view=map] canvas')
        const context = canvas.getContext('2d')
        const draw = context.drawImage.bind(context)
        context.drawImage = (...args) => { window.drawn++; return draw(...args) }
    }""")
    page.get_by_role("slider", name="Speed").press("End")
    page.locator("button.play").click()
    counts = "() => [Number(document.querySelector('dl dd').textContent.replaceAll(',', '')), window.drawn, performance.now()]"
    page.wait_for_timeout(2000)
    step, drawn, began = page.evaluate(counts)
    page.wait_for_timeout(6000)
    after, redrawn, ended = page.evaluate(counts)
    page.get_by_role("button", name="Pause").click()
    seconds = (ended - began) / 1e3
    return {
        "epochs a second shown, 2-8-8-1, 250 points, batch 10 (target >= 200)": (after - step) / 25 / seconds,
        "maps drawn a second meanwhile (target >= 20)": (redrawn - drawn) / seconds,
    }


def hands(page: Page, address: str) -> dict[str, float]:
    """Frames a second while a point is dragged, in three labs."""
    results = {}
    for lab, view, uid in (
        ("linear-regression", "fit", "points"),
        ("optimizer-race", "best", "start"),
        ("activations", "curve", "point"),
    ):
        page.goto(f"{address}/en/lab/{lab}")
        page.wait_for_function(f"() => document.querySelector('[data-view={view}] .canvas')?._fullData?.length > 0")
        page.wait_for_load_state("networkidle")
        frames, behind = page.evaluate(DRAG, [view, uid])
        results[f"{lab}: frames a second under the finger (target >= 50)"] = frames
        results[f"{lab}: pixels behind the finger (target <= 1)"] = behind
    return results


def main(port: int) -> None:
    """Measures and prints."""
    address = f"http://127.0.0.1:{port}"
    results: dict[str, Any] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.add_init_script("localStorage.setItem('lossland.director', 'off')")
        results |= first_picture(page, f"{address}/en/")
        page.goto(f"{address}/{PLAYGROUND}")
        page.wait_for_load_state("networkidle")
        results |= latencies(page)
        page.goto(f"{address}/{PLAYGROUND}")
        page.wait_for_load_state("networkidle")
        results |= epochs(page)
        results |= hands(page, address)
        browser.close()
    print(json.dumps(results))


if __name__ == "__main__":
    main(int(sys.argv[1]))
