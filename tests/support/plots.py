"""What the tests see and touch of the pictures of a page."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page

_NUMBERS = """(trace) => {
    const list = (value) => value === undefined ? [] : Array.from(value, Number)
    return {x: list(trace.x), y: list(trace.y)}
}"""


class Plots:
    """The pictures that Plotly draws on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def view(self, name: str) -> Locator:
        """The card of a picture."""
        return self.page.locator(f'[data-view="{name}"]')

    def wait(self, script: str, argument: Any = None, within: float | None = None) -> None:
        """`within` is in milliseconds."""
        self.page.wait_for_function(script, arg=argument, polling=50, timeout=within)

    def drawn(self) -> None:
        """Waits until every Plotly picture in view has traces, and every one in space is looked at from somewhere."""
        self.wait(
            """() => {
                const plots = [...document.querySelectorAll('.plot .canvas')]
                const blocks = [...document.querySelectorAll('.relief .hand')]
                const pictures = document.querySelectorAll('[data-view]').length
                const empty = [...document.querySelectorAll('[data-view] .body')].some((body) => !body.childElementCount)
                return !document.querySelector('main.wait') && pictures > 0 && !empty
                    && plots.every((plot) => plot._fullData?.length > 0) && blocks.every((block) => block.dataset.camera)
            }"""
        )

    def expect_plots_fit(self) -> None:
        """Every plot is drawn as wide as its place."""
        self.wait(
            """() => [...document.querySelectorAll('.plot')].every((plot) => {
                const drawn = plot.querySelector('.main-svg')?.getBoundingClientRect().width ?? 0
                return plot.clientWidth > 200 && Math.abs(drawn - plot.clientWidth) <= 1
            })"""
        )

    def trace(self, view: str, uid: str) -> dict[str, list[float]]:
        """What Plotly draws as a trace: its x and y."""
        found: dict[str, list[float]] = self.page.evaluate(
            f"""([view, uid]) => {{
                const plot = document.querySelector(`[data-view="${{view}}"] .canvas`)
                return ({_NUMBERS})(plot._fullData.find((trace) => trace.uid === uid))
            }}""",
            [view, uid],
        )
        return found

    def wait_for_trace(self, view: str, uid: str, condition: str, argument: Any = None) -> None:
        """Waits until a trace that Plotly draws meets a condition on `x`, `y` and `argument`."""
        self.wait(
            f"""([view, uid, argument]) => {{
                const plot = document.querySelector(`[data-view="${{view}}"] .canvas`)
                const trace = plot?._fullData?.find((trace) => trace.uid === uid)
                if (!trace) return false
                const {{x, y}} = ({_NUMBERS})(trace)
                return {condition}
            }}""",
            [view, uid, argument],
        )

    def pixel(self, view: str, x: float, y: float) -> tuple[float, float]:
        """Where data coordinates of a picture lie on the screen."""
        self.view(view).scroll_into_view_if_needed()
        px, py = self.page.evaluate(
            """([view, x, y]) => {
                const plot = document.querySelector(`[data-view="${view}"] .canvas`)
                const box = plot.getBoundingClientRect()
                const {xaxis, yaxis} = plot._fullLayout
                return [box.left + xaxis._offset + xaxis.d2p(x), box.top + yaxis._offset + yaxis.d2p(y)]
            }""",
            [view, x, y],
        )
        return float(px), float(py)

    def range(self, view: str, axis: str) -> tuple[float, float]:
        """The range of a picture's axis, `xaxis` or `yaxis`."""
        low, high = self.page.evaluate(
            '([view, axis]) => document.querySelector(`[data-view="${view}"] .canvas`)._fullLayout[axis].range',
            [view, axis],
        )
        return float(low), float(high)

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Presses the mouse at a place, moves it in steps and lets go."""
        mouse = self.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move(*end, steps=6)
        mouse.up()
