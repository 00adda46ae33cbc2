"""The playground: it learns, bends under the hand, takes own points and tables, and every picture of it is drawn."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Locator, expect

from tests.support.browser import OpenPage
from tests.support.screen import Screen
from tests.support.server import Server

LAB = "lab/mlp-playground"
SIDE = 6.0
"""The map reaches from -6 to 6 both ways."""
TABS = ("Layers in numbers", "Weights", "Activations", "Gradients", "Confusion matrix", "The last update")
STILL = "optimizer=sgd&lr=0.000001&l2=0"
"""Steps so small that what the hand sets stays as it was set."""
OWN = "data.kind=points"


@pytest.fixture
def lab(server: Server, open_page: OpenPage) -> Screen:
    return open_page(server, f"en/{LAB}")


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
    return box["x"] + (x + SIDE) / (2 * SIDE) * box["width"], box["y"] + (SIDE - y) / (2 * SIDE) * box["height"]


def picture(screen: Screen, index: int = 0) -> str:
    """The pixels of the map (0) or of the points on it (1)."""
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
    """The words beside the map that say whose it is."""
    return screen.view("map").locator("text.subject")


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
    """Chooses the class of new points."""
    if not screen.control("pen").is_visible():
        screen.page.get_by_role("button", name="Advanced").click()
    screen.enter("pen", str(label))


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


# -- it learns


def test_the_spiral_is_learned(lab: Screen) -> None:
    lab.play.click()
    learned(lab)
    lab.pause.click()
    expect(lab.state).to_have_text("paused")
    run = lab.run_id()
    metrics = lab.server.client.get(f"runs/{run}/metrics").json()["series"]["validation_accuracy"]
    last = [value for value in metrics if value is not None][-1]
    expect(lab.page.locator("dl div", has_text="Validation accuracy").locator("dd")).to_have_text(f"{100 * last:.1f} %")
    assert max(value for value in metrics if value is not None) >= 0.95
    expect(lab.view("loss").locator("path[stroke]")).not_to_have_count(0)
    lab.tab("Accuracy").click()
    expect(lab.view("accuracy").locator("path[stroke]")).not_to_have_count(0)


# -- the hand


def test_a_ribbon_is_dragged_while_the_run_goes_on(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{LAB}?hidden=2&{STILL}")
    lab.play.click()
    lab.wait_for_step(20)
    run = lab.run_id()
    before = picture(lab)
    x, y = ribbon(lab, 0, 2)
    lab.page.mouse.move(x, y)
    expect(lab.view("network").locator(".tip")).to_contain_text("from x₁ to layer 1, unit 1")
    lab.drag((x, y), (x, y - 60))
    until(lambda: actions(server, run, "set_weight"))
    wait_for_other_picture(lab, before)
    after = lab.step()
    lab.wait_for_step(after + 50)
    assert lab.run_id() == run
    assert server.client.get(f"runs/{run}").json()["state"] == "playing"
    lab.pause.click()
    expect(lab.state).to_have_text("paused")
    done = actions(server, run, "set_weight")
    assert {(one["layer"], one["unit"], one["input"]) for one in done} == {(1, 0, 0)}
    assert all(one["step"] >= 20 for one in done)
    unit(lab, 2).click()
    weight = lab.page.get_by_label("Weight from x₁ to layer 1, unit 1", exact=True)
    expect(weight).to_have_value(f"{done[-1]['value']:.3g}")


def test_a_weight_is_typed_by_keyboard_alone(server: Server, lab: Screen) -> None:
    keyboard = lab.page.keyboard
    lab.page.mouse.move(2, 2)
    plane(lab).focus()
    tab_until(lab, "element.matches('[data-unit]')")
    keyboard.press("ArrowRight")
    focused = int(lab.page.evaluate("document.activeElement.dataset.unit"))
    assert 2 <= focused < 10
    keyboard.press("Enter")
    expect(unit(lab, focused)).to_have_attribute("aria-expanded", "true")
    tab_until(lab, f"element.ariaLabel === 'Weight from x₂ to layer 1, unit {focused - 1}'")
    before = picture(lab)
    keyboard.type("-2.5")
    keyboard.press("Enter")
    run = lab.run_id()
    until(lambda: actions(server, run, "set_weight"))
    done = actions(server, run, "set_weight")[-1]
    assert (done["layer"], done["unit"], done["input"], done["value"]) == (1, focused - 2, 1, -2.5)
    wait_for_other_picture(lab, before)
    keyboard.press("Escape")
    expect(unit(lab, focused)).to_be_focused()
    expect(lab.page.locator(".unit-card.pinned")).to_have_count(0)
    expect(subject(lab)).to_have_text(f"layer 1, unit {focused - 1}")
    plane(lab).focus()
    expect(subject(lab)).to_have_text("the network's answer")


def tab_until(screen: Screen, condition: str) -> None:
    """Presses Tab until a condition on the focused `element` holds."""
    for _ in range(12):
        if screen.page.evaluate(f"() => ((element) => {condition})(document.activeElement)"):
            return
        screen.page.keyboard.press("Tab")
    pytest.fail(f"Tab never came to {condition}")


def test_a_unit_under_the_pointer_shows_its_map(server: Server, lab: Screen) -> None:
    lab.step_once.click()
    lab.expect_step(1)
    run = lab.run_id()
    expect(subject(lab)).to_have_text("the network's answer")
    drawn(lab)
    whole = picture(lab)
    unit(lab, 3).hover()
    expect(subject(lab)).to_have_text("layer 1, unit 2")
    wait_for_other_picture(lab, whole)
    assert server.client.get(f"runs/{run}").json()["params"]["focus"] == 3
    lab.page.mouse.move(2, 2)
    expect(subject(lab)).to_have_text("the network's answer")
    wait_for_picture(lab, whole)
    assert server.client.get(f"runs/{run}").json()["params"]["focus"] == -1


# -- own points


def test_own_points_by_mouse(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{LAB}?{OWN}")
    expect(plane(lab)).to_have_attribute("aria-label", re.compile("8 training points, 8 held out"))
    mouse = lab.page.mouse
    for label, remove in ((0, "dblclick"), (1, "right")):
        pen(lab, label)
        x, y = place(lab, 4.5, 4.5)
        before = picture(lab, 1)
        body = lab.calling("POST", "/actions", lambda x=x, y=y: mouse.click(x, y))  # type: ignore[misc]
        assert body["action"]["kind"] == "add_point"
        run = lab.run_id()
        until(lambda run=run, label=label: holds(server, run, label, 4.5, 4.5))  # type: ignore[misc]
        until(lambda run=run: len(points(server, run)) == 17)  # type: ignore[misc]
        wait_for_other_picture(lab, before, 1)
        lab.drag((x, y), place(lab, 4.5, -4.5))
        until(lambda run=run, label=label: holds(server, run, label, 4.5, -4.5))  # type: ignore[misc]
        assert not holds(server, run, label, 4.5, 4.5)
        assert {one["index"] for one in actions(server, run, "move_point")} == {16}
        x, y = place(lab, 4.5, -4.5)
        if remove == "right":
            mouse.click(x, y, button="right")
        else:
            mouse.dblclick(x, y)
        until(lambda run=run: len(points(server, run)) == 16)  # type: ignore[misc]
        assert not holds(server, run, label, 4.5, -4.5)
        lab.page.mouse.move(2, 2)
        lab.wait("(before) => document.querySelectorAll('[data-view=map] canvas')[1].toDataURL() === before", before)


def test_own_points_by_keyboard(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{LAB}?{OWN}&pen=0")
    keyboard = lab.page.keyboard
    plane(lab).focus()
    for _ in range(3):
        keyboard.press("ArrowRight")
        keyboard.press("ArrowUp")
    for _ in range(3):
        keyboard.press("ArrowLeft")
        keyboard.press("ArrowDown")
    expect(plane(lab)).to_have_attribute("aria-label", re.compile("8 training points, 8 held out"))
    keyboard.press("Enter")
    run = lab.run_id()
    until(lambda: holds(server, run, 0, 0.0, 0.0))
    assert len(points(server, run)) == 17
    expect(plane(lab)).to_have_attribute("aria-label", re.compile("9 training points, 8 held out"))
    keyboard.press("Enter")
    for _ in range(4):
        keyboard.press("ArrowRight")
    keyboard.press("Enter")
    until(lambda: any(0.8 < x < 3 and abs(y) < 0.02 for x, y in points(server, run, 0)))
    assert not holds(server, run, 0, 0.0, 0.0)
    assert {one["index"] for one in actions(server, run, "move_point")} == {16}
    expect(lab.view("map").locator(".readout")).to_contain_text("point 17")
    keyboard.press("Delete")
    until(lambda: len(points(server, run)) == 16)
    assert actions(server, run, "remove_point")[-1]["index"] == 16


@pytest.mark.parametrize(
    "query",
    ["data.points=1,1;2,2;-1,3;0,-4&data.labels=0,0,0,0", "data.points=-3,1;3,2&data.labels=0,1"],
    ids=["one-class", "two-points"],
)
def test_few_points_are_enough(server: Server, open_page: OpenPage, query: str) -> None:
    lab = open_page(server, f"en/{LAB}?{OWN}&{query}")
    expect(lab.messages).to_be_hidden()
    lab.play.click()
    lab.wait_for_step(50)
    expect(lab.page.locator(".error:not(:empty)")).to_have_count(0)
    lab.pause.click()
    expect(lab.state).to_have_text("paused")


@pytest.mark.expects("422")
def test_points_without_labels_are_refused_in_words(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{LAB}?{OWN}&data.points=1,1;2,2&data.labels=0,1,1")
    expect(lab.control("data")).to_contain_text("there are 2 points but 3 labels")


# -- own tables


def test_an_uploaded_table_with_words_trains(lab: Screen) -> None:
    upload(lab, table(40, lambda i: ("cat", "dog")[i % 2]))
    legend = lab.view("map").get_by_role("list").first
    expect(legend).to_contain_text("cat")
    expect(legend).to_contain_text("dog")
    expect(lab.view("map")).to_contain_text("x1 (scaled)")
    lab.play.click()
    learned(lab)
    body = lab.calls("POST", "/runs")[-1]
    assert body["params"]["data"]["kind"] == "table"


def test_rows_with_missing_cells_are_left_out(server: Server, lab: Screen) -> None:
    upload(lab, table(20, lambda i: ("cat", "dog")[i % 2]) + "\n1,,cat\nNA,2,dog\n1,2,\n")
    expect(lab.view("map").get_by_role("list").first).to_contain_text("cat")
    lab.step_once.click()
    lab.expect_step(1)
    assert len(points(server, lab.run_id())) == 20


@pytest.mark.expects("422")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x1,x2,label\n1,2,a\n3,b\n", "line 3: 2 cells, but the header names 3 columns"),
        (table(22, lambda i: f"k{i % 11}"), "more than 10 different words"),
        ("hello", "there are column names but no rows"),
        ("x1,x2,label\n1,2,a\n\0", "not a text file"),
    ],
    ids=["ragged", "eleven-classes", "text", "binary"],
)
def test_a_bad_table_is_refused_at_the_control(lab: Screen, text: str, words: str) -> None:
    upload(lab, text)
    expect(lab.control("data.table").get_by_role("alert")).to_contain_text(words)
    upload(lab, table(20, lambda i: i % 2))
    expect(lab.control("data.table").get_by_role("alert")).to_have_count(0)
    expect(lab.view("map")).to_contain_text("x1 (scaled)")


@pytest.mark.expects("422")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x1\n1\n2\n3\n", "no column 'x2'; its columns are x1"),
        (table(22, lambda i: i % 11), "11 different values; 2 to 10 are allowed"),
        (table(22, lambda _: "cat"), "1 different values; 2 to 10 are allowed"),
    ],
    ids=["one-column", "eleven-numbers", "one-class"],
)
def test_a_table_that_cannot_be_learned_is_refused_in_words(lab: Screen, text: str, words: str) -> None:
    upload(lab, text)
    expect(lab.messages).to_contain_text(words)


# -- links


def test_a_link_to_a_step_shows_the_same_screen(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{LAB}?preset=circle&batch_size=7&seed=3")
    lab.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=lab.origin)
    lab.play.click()
    lab.wait_for_step(600)
    lab.pause.click()
    expect(lab.state).to_have_text("paused")
    now = picture(lab)
    lab.page.locator("#timeline").evaluate(
        "(slider) => { slider.value = 300; slider.dispatchEvent(new Event('input', {bubbles: true})) }"
    )
    expect(lab.page.get_by_text(re.compile(r"You see step \d+\."))).to_be_visible()
    wait_for_other_picture(lab, now)
    said = lab.page.get_by_text(re.compile(r"You see step \d+\.")).inner_text()
    lab.page.get_by_role("button", name="Share", exact=True).click()
    lab.page.get_by_role("dialog").get_by_text("Copy link", exact=True).click()
    expect(lab.page.get_by_role("dialog")).to_contain_text("Link copied")
    link: str = lab.page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(lab.origin)
    lab.page.keyboard.press("Escape")
    controls, step = lab.snapshot(), lab.step()

    other = open_page(server, link.removeprefix(lab.origin + "/"), fresh=True)
    expect(other.page.get_by_text(said)).to_be_visible()
    other.expect_step(step)
    assert other.snapshot() == controls
    until(lambda: picture(other) == picture(lab) != now)
    assert other.run_id() == lab.run_id()


def test_a_hostile_link_gives_a_notice_and_a_page_that_works(server: Server, open_page: OpenPage) -> None:
    hostile = (
        "lr=1e999&hidden=0,999,x&activation=%3Cscript%3Ealert(1)%3C/script%3E&data.kind=__proto__&batch_size=NaN"
        "&focus=99999&pen=-7&features.x1=maybe&layer_activations.layer_9=tanh&seed=-1&run=../../etc/passwd&preset=%00"
        "&__proto__.x=1&optimizer=" + "x" * 3000
    )
    lab = open_page(server, f"en/{LAB}?{hostile}")
    lab.page.on("dialog", lambda dialog: pytest.fail(f"the link opened a dialog: {dialog.message}"))
    expect(lab.messages).to_contain_text("were left out")
    usual = open_page(server, f"en/{LAB}")
    assert lab.snapshot() == usual.snapshot()
    lab.play.click()
    lab.wait_for_step(20)
    drawn(lab)


@pytest.mark.expects("422")
def test_a_link_without_inputs_is_answered_in_words(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{LAB}?features.x1=false&features.x2=false")
    expect(lab.page.get_by_text("no input feature is chosen").first).to_be_visible()
    lab.control("features.x1").get_by_role("switch").click()
    expect(lab.page.get_by_text("no input feature is chosen")).to_have_count(0)
    expect(unit(lab, 0)).to_have_attribute("aria-label", re.compile("x₁"))
    lab.step_once.click()
    lab.expect_step(1)


# -- every picture


def test_every_tab_draws(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{LAB}?preset=digits")
    lab.step_once.click()
    lab.expect_step(1)
    for title in (*TABS, "Hardest pictures"):
        lab.tab(title).click()
        expect(lab.tab(title)).to_have_attribute("aria-selected", "true")
        card = lab.page.locator("[data-view]", has=lab.tab(title))
        name = card.get_attribute("data-view")
        if name == "units":
            expect(card.get_by_role("row")).to_have_count(4)
            expect(card.get_by_role("row").nth(2)).to_contain_text("272")
        elif name == "rule":
            expect(card.locator(".katex")).not_to_have_count(0)
            expect(card.locator("[class*=live-]").first).to_have_text(re.compile(r"\d"))
        elif name == "images":
            expect(card.locator("[data-picture] canvas")).to_have_count(48)
        else:
            traces = 1 if name == "confusion" else 2 if name == "activations" else 3
            lab.wait(
                """([name, traces]) => {
                    const data = document.querySelector(`[data-view=${name}] .canvas`)?._fullData ?? []
                    return data.length === traces && data.every((trace) => (trace.z ?? trace.y)?.length > 0)
                }""",
                [name, traces],
            )


@pytest.mark.parametrize(
    ("preset", "names"),
    [("iris", ["setosa", "versicolor", "virginica"]), ("digits", [str(digit) for digit in range(10)])],
    ids=["iris", "digits"],
)
def test_several_classes_have_a_legend(server: Server, open_page: OpenPage, preset: str, names: list[str]) -> None:
    lab = open_page(server, f"en/{LAB}?preset={preset}")
    entries = lab.view("map").get_by_role("list", name="Legend").get_by_role("listitem")
    expect(entries).to_have_text([*names, "training", "held out"])
    colours = entries.locator("svg:not(.quiet)").evaluate_all("(all) => all.map((one) => getComputedStyle(one).color)")
    assert len(set(colours)) == len(names)
    drawn(lab)
    lab.step_once.click()
    lab.expect_step(1)
    for name in names:
        expect(lab.view("network").get_by_role("button", name=re.compile(f"^{name}, Output"))).to_have_count(1)


def test_a_picture_and_its_point_light_up_together(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{LAB}?preset=digits&data.count=100")
    lab.tab("Hardest pictures").click()
    images = lab.view("images").locator("[data-picture]")
    expect(images.first).to_be_visible()
    lab.page.mouse.move(2, 2)
    drawn(lab)
    plain = picture(lab, 1)
    images.first.hover()
    expect(images.first).to_have_class(re.compile("marked"))
    wait_for_other_picture(lab, plain, 1)
    ring = centre_of_change(lab, plain)
    lab.page.mouse.move(2, 2)
    lab.wait("(plain) => document.querySelectorAll('[data-view=map] canvas')[1].toDataURL() === plain", plain)
    expect(lab.view("images").locator(".marked")).to_have_count(0)

    lab.page.mouse.move(*ring)
    expect(lab.view("images").locator(".marked")).not_to_have_count(0)


def centre_of_change(screen: Screen, before: str) -> tuple[float, float]:
    """The middle, on the screen, of what changed on the points' canvas."""
    plane(screen).scroll_into_view_if_needed()
    x, y = (
        screen.page.locator("[data-view=map] canvas")
        .nth(1)
        .evaluate(
            """async (canvas, before) => {
            const image = new Image()
            image.src = before
            await image.decode()
            const old = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d')
            old.drawImage(image, 0, 0)
            const read = (context) => context.getImageData(0, 0, canvas.width, canvas.height).data
            const [a, b] = [read(old), read(canvas.getContext('2d'))]
            let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
            for (let i = 0; i < a.length; i++) {
                if (Math.abs(a[i] - b[i]) < 40) continue
                const pixel = i >> 2
                const [px, py] = [pixel % canvas.width, Math.floor(pixel / canvas.width)]
                left = Math.min(left, px); right = Math.max(right, px)
                top = Math.min(top, py); bottom = Math.max(bottom, py)
            }
            const box = canvas.getBoundingClientRect()
            const scale = box.width / canvas.width
            return [box.left + scale * (left + right + 1) / 2, box.top + scale * (top + bottom + 1) / 2]
        }""",
            before,
        )
    )
    return float(x), float(y)


# -- sizes


def test_it_fits_every_screen(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{LAB}")
    for lang in ("en", "zh"):
        lab.visit(f"{lang}/{LAB}")
        for width in (390, 1024, 1440, 1920):
            lab.page.set_viewport_size({"width": width, "height": 900})
            lab.expect_no_wider()
            lab.wait(
                """() => {
                    const plot = document.querySelector('[data-view=map] [role=application]').getBoundingClientRect()
                    return Math.abs(plot.width - plot.height) < 1 && plot.width > 200
                }"""
            )
            lab.wait(
                """() => [...document.querySelectorAll('[data-view=map], [data-view=network]')].every((card) => {
                    const outer = card.getBoundingClientRect()
                    const parts = card.querySelectorAll('canvas, [data-unit], [role=application], text, .title, .name')
                    return outer.right <= innerWidth && [...parts].every((part) => {
                        const inner = part.getBoundingClientRect()
                        return inner.left >= outer.left - 0.5 && inner.right <= outer.right + 0.5
                            && inner.top >= outer.top - 0.5 && inner.bottom <= outer.bottom + 0.5
                    })
                })"""
            )


def test_the_card_of_a_unit_is_accessible(lab: Screen) -> None:
    unit(lab, 2).click()
    expect(lab.page.locator(".unit-card.pinned")).to_be_visible()
    lab.expect_accessible()
