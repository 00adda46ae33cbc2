"""Every picture of the playground is drawn, fits its card, and lights up with the others."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.labs.networks.mlp_playground.hand import (
    LAB,
    drawn,
    picture,
    plane,
    unit,
    wait_for_other_picture,
)
from tests.support.browser import OpenPage
from tests.support.screen import Screen
from tests.support.server import Server

TABS = ("Layers in numbers", "Weights", "Activations", "Gradients", "Confusion matrix", "The last update")


def test_every_tab_draws(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{LAB}?preset=digits")
    lab.step_once.click()
    lab.expect_step(1)
    for title in (*TABS, "Hardest pictures"):
        lab.show(title)
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


def test_every_column_of_the_layers_fits_beside_the_lesson(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{LAB}")
    lab.page.set_viewport_size({"width": 1440, "height": 900})
    lab.page.keyboard.press("l")
    expect(lab.page.get_by_role("tab", name="Lesson")).to_be_visible()
    lab.show("Layers in numbers")
    lab.step_once.click()
    lab.expect_step(1)
    table = lab.view("units").get_by_role("group")
    expect(table.get_by_role("row").nth(1).get_by_role("cell").last).to_have_text(re.compile("0"))
    assert table.evaluate("(box) => box.scrollWidth - box.clientWidth") == 0


@pytest.mark.parametrize(
    ("preset", "names"),
    [("iris", ["setosa", "versicolor", "virginica"]), ("digits", [str(digit) for digit in range(10)])],
    ids=["iris", "digits"],
)
def test_several_classes_have_a_legend(server: Server, open_page: OpenPage, preset: str, names: list[str]) -> None:
    lab = open_page(server, f"en/{LAB}?preset={preset}")
    entries = lab.view("map").get_by_role("list", name="Legend").get_by_role("listitem")
    expect(entries).to_have_text([*names, "held out"])
    colours = entries.locator("svg:not(.quiet)").evaluate_all("(all) => all.map((one) => getComputedStyle(one).color)")
    assert len(set(colours)) == len(names)
    drawn(lab)
    lab.step_once.click()
    lab.expect_step(1)
    for name in names:
        expect(lab.view("network").get_by_role("button", name=re.compile(f"^{name}, Output"))).to_have_count(1)


def test_a_picture_and_its_point_light_up_together(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{LAB}?preset=digits&data.count=100")
    lab.show("Hardest pictures")
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
                    return Math.min(plot.width, plot.height) > 200
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


def test_gradients_go_when_a_run_begins_anew(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{LAB}")
    lab.show("Gradients")
    said = lab.page.get_by_text("No gradient yet: it comes with the first step.")
    expect(said).to_be_visible()
    lab.step_once.click()
    lab.expect_step(1)
    expect(said).to_be_hidden()
    lab.preset("All weights zero")
    lab.show("Gradients")
    expect(said).to_be_visible()
    lab.step_once.click()
    lab.expect_step(1)
    expect(said).to_be_hidden()
    lab.reset.click()
    expect(said).to_be_visible()
