"""What the tests see and touch of a page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Request, expect

from tests.support.server import Server

REGRESSION = "lab/linear-regression"
CATALOGUE = "labs"
ACTIVATIONS = "lab/activations"

_NUMBERS = """(trace) => {
    const list = (value) => value === undefined ? [] : Array.from(value, Number)
    return {x: list(trace.x), y: list(trace.y)}
}"""


GO = """(path) => {
    history.pushState(null, '', path)
    dispatchEvent(new PopStateEvent('popstate'))
}"""
"""To another address without a new document, as the browser's own Back and Forward do."""


class Screen:
    """One page in a browser, with the words and gestures of Lossland."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self.server = server
        self.sent: list[Request] = []
        page.on("request", lambda request: self.sent.append(request))

    # -- places

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    def visit(self, path: str) -> None:
        """Goes to a path below the origin; a lab's page is awaited until its first picture is drawn."""
        if self.page.url.startswith(self.origin):
            self.page.evaluate(GO, f"/{path}")
        else:
            self.page.goto(f"{self.origin}/{path}")
        if "lab/" in path:
            self.drawn()

    def leave(self) -> bool:
        """Leaves what the page shows, then stops what it left running; false if the page is of no further use."""
        sent, self.sent[:] = list(self.sent), []
        if not self.page.url.startswith(self.origin):
            return False
        self.page.evaluate(GO, "/en/labs")
        expect(self.page.get_by_role("heading", level=3).first).to_be_visible()
        self.page.evaluate("localStorage.clear(); dispatchEvent(new StorageEvent('storage'))")
        answers = [
            request.response() for request in sent if request.method != "GET"
        ]  # a run that ends refuses the late
        for answer in answers:
            if answer is not None and answer.ok and answer.url.endswith(("/api/v1/runs", "/fork")):
                run = answer.json()["id"]
                self.server.client.post(f"runs/{run}/control", json={"action": "stop"})
        return True

    @property
    def query(self) -> dict[str, str]:
        """The parameters in the address."""
        address: str = self.page.evaluate("location.href")  # `page.url` lags behind what the page has set itself
        return {name: values[-1] for name, values in parse_qs(urlsplit(address).query).items()}

    def run_id(self) -> str:
        """The run that the address names; waits for it."""
        found: str = self.page.wait_for_function("() => new URLSearchParams(location.search).get('run')").json_value()
        return found

    # -- parts

    @property
    def play(self) -> Locator:
        return self.page.get_by_role("button", name=re.compile("^(Play|运行)$"))

    @property
    def pause(self) -> Locator:
        return self.page.get_by_role("button", name=re.compile("^(Pause|暂停)$"))

    @property
    def step_once(self) -> Locator:
        return self.page.locator("button.round").and_(self.page.get_by_role("button", name=re.compile("^(Step|单步)$")))

    @property
    def reset(self) -> Locator:
        return self.page.get_by_role("group").get_by_role("button", name=re.compile("^(Reset|重置)$"))

    @property
    def messages(self) -> Locator:
        return self.page.locator(".messages")

    @property
    def state(self) -> Locator:
        return self.page.locator("dl [data-state]")

    def control(self, path: str) -> Locator:
        """The control of a parameter."""
        return self.page.locator(f'[data-param="{path}"]')

    def view(self, name: str) -> Locator:
        """The card of a picture."""
        return self.page.locator(f'[data-view="{name}"]')

    def tab(self, name: str) -> Locator:
        return self.page.get_by_role("tab", name=name, exact=True)

    # -- numbers on the screen

    def step(self) -> int:
        """The step counter."""
        return int(self.page.locator("dl dd").first.inner_text().replace(",", ""))

    def headline(self, index: int) -> float:
        """A headline number: 0 is the first after the step."""
        return float(self.page.locator("dl dd").nth(index + 1).inner_text().replace(",", "").replace("–", "nan"))

    def number(self, path: str) -> float:
        """The number in a control's entry."""
        return float(self.control(path).locator("input.entry").input_value().replace(",", ""))

    # -- waiting

    def wait(self, script: str, argument: Any = None) -> None:
        self.page.wait_for_function(script, arg=argument, polling=50)

    def wait_for_step(self, least: int) -> None:
        """Waits until the counter shows at least so many steps."""
        self.wait("(least) => Number(document.querySelector('dl dd').textContent.replaceAll(',', '')) >= least", least)

    def settled(self) -> None:
        """Waits until everything that was done is in force and drawn."""
        self.wait(
            """() => {
                const {settled, busy} = document.querySelector('main').dataset
                return Number(settled) > 0 && busy === undefined
            }"""
        )

    def expect_step(self, step: int) -> None:
        expect(self.page.locator("dl dd").first).to_have_text(f"{step:,}")

    def expect_accessible(self) -> None:
        """Axe finds nothing serious once no colour is on its way to another any more; within formulas it isn't asked."""
        self.wait("() => document.getAnimations().every((animation) => animation.playState !== 'running')")
        answer = Axe().run(self.page, context={"exclude": [[".katex"]]}, options={"resultTypes": ["violations"]})
        serious = [
            f"{item['id']}: {node['target']} {node['html'][:160]} {node['failureSummary']}"
            for item in answer.response["violations"]
            if item["impact"] in ("serious", "critical")
            for node in item["nodes"][:4]
        ]
        assert not serious, "\n".join(serious)

    def expect_no_wider(self) -> None:
        """Nothing reaches beyond the sides of the screen."""
        self.wait("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")

    def expect_plots_fit(self) -> None:
        """Every plot is drawn as wide as its place."""
        self.wait(
            """() => [...document.querySelectorAll('.plot')].every((plot) => {
                const drawn = plot.querySelector('.main-svg')?.getBoundingClientRect().width ?? 0
                return plot.clientWidth > 200 && Math.abs(drawn - plot.clientWidth) <= 1
            })"""
        )

    def drawn(self) -> None:
        """Waits until every Plotly picture in view has traces, and every one in space is looked at from somewhere."""
        self.wait(
            """() => {
                const plots = [...document.querySelectorAll('.plot .canvas')]
                const blocks = [...document.querySelectorAll('.relief .hand')]
                const pictures = document.querySelectorAll('[data-view]').length
                return !document.querySelector('main.wait') && pictures > 0
                    && plots.every((plot) => plot._fullData?.length > 0) && blocks.every((block) => block.dataset.camera)
            }"""
        )

    # -- pictures

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

    # -- controls

    def enter(self, path: str, value: str) -> None:
        """Types a number into a control."""
        entry = self.control(path).locator("input.entry")
        entry.fill(value)
        entry.press("Enter")

    def choose(self, path: str, option: str) -> None:
        """Picks a named option of a choice, drawn as buttons or as a list."""
        control = self.control(path)
        radio = control.get_by_role("radio", name=option, exact=True)
        if radio.count():
            radio.click()
            return
        control.locator("button.choice").first.click()
        self.page.get_by_role("option", name=option, exact=True).click()

    def preset(self, title: str) -> None:
        self.page.get_by_role("button", name=title, exact=True).click()

    def snapshot(self) -> dict[str, list[str]]:
        """What every visible control holds: entries, chosen options, switches."""
        found: dict[str, list[str]] = self.page.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll('[data-param]')].map((control) => {
                const own = (part) => part.closest('[data-param]') === control
                const parts = [...control.querySelectorAll('input, [role=radio], [role=switch], .choice span')]
                return [control.dataset.param, parts.filter(own).map((part) =>
                    part.value || part.textContent + (part.getAttribute('aria-checked') ?? ''))]
            }))"""
        )
        return found

    # -- what went to the server

    def calls(self, method: str, path: str) -> list[dict[str, Any]]:
        """Bodies of the calls so far with this method whose path ends so."""
        return [
            json.loads(request.post_data or "null")
            for request in self.sent
            if request.method == method and urlsplit(request.url).path.endswith(path)
        ]

    def calling(self, method: str, path: str, do: Callable[[], object]) -> Any:
        """Does something that makes a call and returns the body of that call, once the server has agreed to it."""
        with self.page.expect_response(
            lambda answer: answer.request.method == method and urlsplit(answer.url).path.endswith(path)
        ) as info:
            do()
        assert info.value.ok, info.value.text()
        return json.loads(info.value.request.post_data or "null")
