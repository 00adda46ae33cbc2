"""An option whose data is not here says so where it is chosen; it is fetched there, and then is in force."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import Locator, Route, expect

from lossland.assets.asset import File
from lossland.assets.listed import ASSETS
from tests.support.browser import OpenPage
from tests.support.publisher import Publisher, file_of, publishing
from tests.support.screen import Screen
from tests.support.server import Server, serving

LAB = "lab/cnn-classifier"
LISTS = """from dataclasses import replace
from lossland.assets import listed
from lossland.assets.asset import File, Pin
for name, files in {lists!r}.items():
    listed.ASSETS[name] = replace(listed.ASSETS[name], files=tuple(files))
"""
"""Run by every process of the server as it starts, workers too: the published hash is that of 12 MB."""


def idx(values: np.ndarray) -> bytes:
    """A gzipped IDX file, as MNIST's are."""
    head = bytes([0, 0, 8, values.ndim]) + b"".join(n.to_bytes(4, "big") for n in values.shape)
    return gzip.compress(head + values.astype(np.uint8).tobytes())


@pytest.fixture(scope="module")
def publisher() -> Iterator[Publisher]:
    """It publishes a small MNIST, and a Fashion-MNIST that is damaged."""
    with publishing() as publisher:
        yield publisher


@pytest.fixture(scope="module")
def school(built: None, publisher: Publisher, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server in whose list they are those."""
    rng = np.random.default_rng(0)
    lists: dict[str, list[File]] = {"mnist": [], "fashion-mnist": []}
    for name, files in lists.items():
        for file in ASSETS[name].files:
            n = 300 if file.name.startswith("train") else 50
            values = rng.integers(0, 256, (n, 28, 28)) if "images" in file.name else np.arange(n) % 10
            files.append(replace(file_of(publisher, f"{name}/{file.name}", idx(values)), name=file.name))
    publisher.files[f"/fashion-mnist/{ASSETS['fashion-mnist'].files[1].name}"] = b"other"
    folder = tmp_path_factory.mktemp("listed")
    (folder / "sitecustomize.py").write_text(LISTS.format(lists=lists), encoding="utf-8")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYTHONPATH", str(folder))
        with serving(tmp_path_factory.mktemp("school"), 1) as school:
            yield school


def labels(screen: Screen) -> list[str]:
    """What the list of data sets says."""
    return screen.control("data").locator("option").all_inner_texts()


def chosen(screen: Screen, data: str) -> Locator:
    """What is said where that data set is chosen."""
    screen.control("data").locator("select").select_option(data)
    return screen.control("data").locator(f"[data-asset={data}]")


def test_chosen_seen_fetched_and_in_force(school: Server, open_page: OpenPage, publisher: Publisher) -> None:
    screen = open_page(school, f"en/{LAB}", fresh=True)
    marked = ["Digits (scikit-learn)", "MNIST (download)", "Fashion-MNIST (download)"]
    screen.wait("() => document.querySelector('[data-param=data] option:nth-child(2)')?.textContent.includes('(')")
    assert labels(screen) == marked
    hint = chosen(screen, "mnist")
    expect(hint).to_contain_text("MNIST digits: ")
    expect(hint).to_contain_text("kB, CC BY-SA 3.0, not here.")
    assert not [asked.url for asked in screen.sent if asked.url.endswith("/frame")]  # it would have to be refused
    publisher.held = {f"/mnist/{ASSETS['mnist'].files[0].name}"}
    hint.get_by_role("button", name="Get: MNIST digits").focus()
    screen.page.keyboard.press("Enter")
    assert publisher.half.wait(60)
    expect(hint.get_by_role("progressbar")).to_be_visible()
    expect(hint.get_by_role("button", name="Cancel: MNIST digits")).to_be_focused()
    screen.expect_accessible()
    publisher.held = set()
    publisher.go_on.set()
    expect(hint).to_have_count(0)
    expect(screen.control("data").locator("select")).to_be_focused()
    screen.settled()
    assert labels(screen) == [marked[0], "MNIST", marked[2]]
    assert screen.control("data").locator("select").input_value() == "mnist"
    screen.step_once.click()
    screen.expect_step(1)
    assert school.client.get(f"runs/{screen.run_id()}").json()["params"]["data"] == {"kind": "shipped", "name": "mnist"}
    school.client.delete("assets/mnist").raise_for_status()


def test_a_run_that_plays_goes_on_with_what_has_come(school: Server, open_page: OpenPage) -> None:
    """Until then it plays on with what it began with."""
    screen = open_page(school, f"en/{LAB}", fresh=True)
    screen.play.click()
    screen.wait_for_step(2)
    before = screen.run_id()
    chosen(screen, "mnist").get_by_role("button", name="Get: MNIST digits").click()
    expect(screen.control("data").locator("[data-asset]")).to_have_count(0)
    screen.wait("(before) => new URLSearchParams(location.search).get('run') !== before", before)
    now = screen.run_id()
    school.wait_for_step(now, 2)
    run = school.client.get(f"runs/{now}").json()
    assert (run["params"]["data"], run["state"]) == (
        {"kind": "shipped", "name": "mnist"},
        "playing",
    )
    school.control(now, "stop")
    school.client.delete("assets/mnist").raise_for_status()


@pytest.mark.expects("422")
def test_what_fails_is_said_there(school: Server, open_page: OpenPage) -> None:
    screen = open_page(school, f"zh/{LAB}?data.name=fashion-mnist", fresh=True, width=390, height=844)
    expect(screen.messages).to_contain_text("没有 Fashion-MNIST 服装")  # what a link asks for cannot be drawn
    hint = screen.control("data").locator("[data-asset=fashion-mnist]")
    expect(hint).to_contain_text("Fashion-MNIST 服装：")
    hint.get_by_role("button", name="获取").click()
    expect(hint).to_contain_text("lossland get fashion-mnist --from")
    expect(hint.get_by_role("button", name="获取")).to_be_focused()
    screen.expect_accessible()
    screen.expect_no_wider()
    expect(chosen(screen, "digits")).to_have_count(0)


def test_others_than_the_owner_are_told_whom_to_ask(school: Server, open_page: OpenPage) -> None:
    screen = open_page(school, f"en/{LAB}", fresh=True)

    def beyond(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "owner": False})

    screen.page.route("**/api/v1/assets", beyond)
    hint = chosen(screen, "mnist")
    expect(hint).to_contain_text("kB, CC BY-SA 3.0, not here.")
    screen.page.evaluate("window.dispatchEvent(new Event('focus'))")  # looks again
    expect(hint).to_contain_text("Ask the owner of this server: lossland get mnist")
    expect(hint.get_by_role("button")).to_have_count(0)
    screen.expect_accessible()
