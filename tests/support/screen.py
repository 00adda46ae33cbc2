"""What the tests see and touch of a page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Request, expect

from tests.support.plots import Plots
from tests.support.server import Server

TRAINING_MS = 240_000
"""Longest wait for what a network learns: updates that take half a minute take minutes where all processors are busy."""

REGRESSION = "lab/linear-regression"
CATALOGUE = "labs"
ACTIVATIONS = "lab/activations"

GO = """(path) => {
    history.pushState(null, '', path)
    dispatchEvent(new PopStateEvent('popstate'))
}"""
"""To another address without a new document, as the browser's own Back and Forward do."""


def number_in(text: str) -> float:
    """A number as the page writes it: 1,541 or −0.5 or 7.9×10⁻¹¹; nan for a dash."""
    plain = text.replace(",", "").replace("–", "nan").replace("−", "-").replace("∞", "inf")
    found = re.fullmatch(r"(-?[\d.]*|-?nan|-?inf)(?:×?10([⁻⁰¹²³⁴-⁹]+))?", plain)
    assert found is not None, text
    return float(found[1] or "1") * 10.0 ** int((found[2] or "0").translate(LOWERED))


NAMED = """(title) => [...document.querySelectorAll('[role=tab], select.tab option')]
    .some(({textContent}) => textContent.trim() === title)"""
"""Whether a tab has that title, be it in the line or in the list of those that do not fit."""

LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


class Screen(Plots):
    """One page in a browser, with the words and gestures of Lossland."""

    def __init__(self, page: Page, server: Server) -> None:
        super().__init__(page)
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
        self.page.evaluate(GO, "/en/nowhere")  # which draws nothing
        expect(self.page.locator("main h1")).to_be_visible()
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

    def tab(self, name: str) -> Locator:
        return self.page.get_by_role("tab", name=name, exact=True)

    def show(self, title: str) -> None:
        """Brings a picture to its place: by its tab, or by the list of those that do not fit into the line."""
        self.wait(NAMED, title)  # a lesson comes with its tabs
        if self.tab(title).count():
            self.tab(title).click()
        else:
            option = self.page.get_by_role("option", name=title, exact=True)
            self.page.get_by_label(re.compile("^(More|更多)$")).filter(has=option).select_option(label=title)
        expect(self.tab(title)).to_have_attribute("aria-selected", "true")

    def side(self, name: str) -> None:
        """Turns to the lesson, the code or the calls, which may be folded away."""
        self.unfold()
        self.tab(name).click()

    def unfold(self) -> None:
        """Opens the panel of the lesson."""
        fold = self.page.get_by_role("button", name=re.compile("^(Open|Fold) Lesson$|^(展开|收起)讲义$"))
        expect(fold).to_be_visible()
        if fold.get_attribute("aria-expanded") == "false":
            fold.click()

    @property
    def lesson(self) -> Locator:
        """The lesson with all its parts, unfolded."""
        self.unfold()
        article = self.page.locator("article")
        expect(article.locator("details").first).to_be_attached()
        article.evaluate("(article) => article.querySelectorAll('details').forEach((part) => (part.open = true))")
        return article

    def hurry(self) -> None:
        """Sets the slider to full speed, whatever pace is good to watch: only the machine is waited for."""
        self.page.locator("#speed").evaluate(
            "(slider) => { slider.value = slider.max; slider.dispatchEvent(new Event('input', { bubbles: true })) }"
        )
        expect(self.page.locator("#speed")).to_have_attribute("aria-valuetext", re.compile("^(as fast|尽)"))

    # -- numbers on the screen

    def step(self) -> int:
        """The step counter."""
        return int(self.page.locator("dl dd").first.inner_text().replace(",", ""))

    def headline(self, index: int) -> float:
        """A headline number: 0 is the first after the step."""
        return number_in(self.page.locator("dl dd").nth(index + 1).inner_text())

    def number(self, path: str) -> float:
        """The number in a control's entry."""
        return number_in(self.control(path).locator("input.entry").input_value())

    # -- waiting

    def wait_for_step(self, least: int) -> None:
        """Waits until the counter shows at least so many steps."""
        self.wait(
            "(least) => Number(document.querySelector('dl dd').textContent.replaceAll(',', '')) >= least",
            least,
            TRAINING_MS,
        )

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

    def at_rest(self) -> None:
        """Waits until a run that was paused has come to rest and the page has all of it: the newest pictures of a timeline
        move the others.
        """
        self.settled()
        self.expect_step(self.server.step(self.run_id()))

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

    # -- controls

    def enter(self, path: str, value: str) -> None:
        """Types a number into a control."""
        entry = self.control(path).locator("input.entry")
        entry.fill(value)
        entry.press("Enter")

    def choose(self, path: str, option: str) -> None:
        """Picks a named option of a choice, drawn as buttons or as a list."""
        control = self.control(path)
        expect(control).to_be_attached()
        radio = control.get_by_role("radio", name=option, exact=True)
        if radio.count():
            radio.click()
            return
        control.locator("select").first.select_option(label=option)

    def chosen(self, path: str) -> Locator:
        """The option in force of a choice."""
        return self.control(path).locator("> select option:checked, > [role=radiogroup] [aria-checked=true]")

    def preset(self, title: str) -> None:
        self.page.get_by_role("button", name=title, exact=True).click()

    def snapshot(self) -> dict[str, list[str]]:
        """What every visible control holds: entries, chosen options, switches."""
        found: dict[str, list[str]] = self.page.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll('[data-param]')].map((control) => {
                const own = (part) => part.closest('[data-param]') === control
                const parts = [...control.querySelectorAll('input, select, [role=radio], [role=switch]')]
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
