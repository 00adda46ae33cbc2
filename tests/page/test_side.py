"""Beside the pictures: the lesson with its questions, the code, and calls that work when they are copied."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.screen import ACTIVATIONS, REGRESSION, Screen
from tests.support.server import Server


def shell(commands: str) -> str:
    """What a shell prints for commands as they were copied from the page."""
    done = subprocess.run(["bash", "-euc", commands], capture_output=True, text=True, timeout=240, check=True)
    return done.stdout


def snippet(screen: Screen, label: str) -> str:
    return screen.page.locator(f'pre[aria-label="{label}"]:visible').inner_text()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_lesson_is_typeset_and_its_questions_judge(server: Server, open_page: OpenPage, lang: str) -> None:
    screen = open_page(server, f"{lang}/{REGRESSION}?lr=0.2")
    lesson = screen.lesson
    expect(lesson.locator(".katex-display").first).to_be_visible()
    assert lesson.locator(".katex").count() > 30
    assert lesson.locator(".katex-error").count() == 0
    right, wrong = ("Correct.", "Not quite.") if lang == "en" else ("正确。", "不太对。")

    choice = lesson.locator("section").filter(has=screen.page.locator(".options")).first
    choice.get_by_role("button").nth(1).click()
    expect(choice.get_by_role("status")).to_have_text(wrong)
    choice.get_by_role("button").nth(0).click()
    expect(choice.get_by_role("status")).to_have_text(right)

    number = lesson.locator("section").filter(has_text="w - w^*")  # what a reader hears of the formula
    expect(number).to_contain_text("0.2")
    for given, verdict in (("0.6", wrong), ("0.216", right), ("−0.216", wrong), ("27/125", right)):
        number.get_by_role("textbox").fill(given)
        number.get_by_role("textbox").press("Enter")
        expect(number.get_by_role("status")).to_have_text(verdict)
    screen.enter("lr", "0.3")
    expect(number.get_by_role("status")).to_be_empty()
    expect(number.locator(".prompt")).to_contain_text("0.3")
    expect(number.locator(".prompt .katex").first).to_be_visible()  # new numbers are typeset again
    number.get_by_role("button").click()
    expect(number.get_by_role("status")).to_have_text(wrong)


def test_mathematics_leaves_no_markup_behind(server: Server, open_page: OpenPage) -> None:
    for path in (ACTIVATIONS, REGRESSION):
        screen = open_page(server, f"en/{path}")
        lesson = screen.lesson
        expect(lesson.locator(".katex").first).to_be_visible()
        assert "$" not in lesson.inner_text()
        assert "```" not in lesson.inner_text()
        assert lesson.locator(".fault").count() == 0


def test_the_code_is_the_textbook(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/{REGRESSION}")
    screen.side("Code")
    code = snippet(screen, "experiment.py")
    assert "    def step(" in code
    assert "gradient(" in code
    assert "def figures" not in code
    step = screen.page.get_by_role("navigation", name="Functions").get_by_role("button", name="step", exact=True)
    step.click()
    begun = screen.page.locator(".part", has_text="def step(")
    expect(begun).to_be_in_viewport()
    top = "(part) => part.getBoundingClientRect().top - part.closest('.inside').getBoundingClientRect().top"
    assert 0 <= begun.evaluate(top) < 40
    screen.page.get_by_role("tab", name="regression.py").click()
    assert "def gradient(" in snippet(screen, "algorithms/regression/regression.py")


def test_the_calls_of_an_instant_lab_work(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/{ACTIVATIONS}?z=1.5&function=tanh")
    screen.side("API")
    answer = json.loads(shell(snippet(screen, "curl")))
    expected = server.client.post("labs/activations/frame", json={"params": {"z": 1.5, "function": "tanh"}}).json()
    assert answer["views"] == expected["views"]
    python = snippet(screen, "Python")
    done = subprocess.run([sys.executable, "-c", python], capture_output=True, text=True, timeout=240, check=True)
    assert "curve" in done.stdout


def test_the_calls_of_a_run_work(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/{REGRESSION}?lr=0.02&data.shape=sine&seed=9")
    screen.side("API")
    commands = snippet(screen, "curl").replace("--max-time 5", "--max-time 2")
    out = subprocess.run(["bash", "-uc", commands], capture_output=True, text=True, timeout=240, check=True).stdout
    run = json.loads(out[: out.index("event: ")].strip())
    assert run["lab"] == "linear-regression"
    assert run["seed"] == 9
    assert run["params"]["lr"] == 0.02
    assert run["params"]["data"]["shape"] == "sine"
    assert "event: state" in out
    assert "event: metrics" in out
    assert "step,train_loss" in out or "step,distance" in out
    python = snippet(screen, "Python")
    done = subprocess.run([sys.executable, "-c", python], capture_output=True, text=True, timeout=240, check=True)
    assert "train_loss" in done.stdout
    for row in server.client.get("runs").json():
        if row["state"] == "playing":
            server.control(row["id"], "stop")


def test_the_page_hands_out_its_run(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, f"en/{REGRESSION}")
    screen.step_once.click()
    screen.expect_step(1)
    run = screen.run_id()
    screen.side("API")
    assert f"/runs/{run}/events" in snippet(screen, "curl")
    with screen.page.expect_download() as download:
        screen.page.get_by_role("link", name="Notebook").click()
    assert download.value.suggested_filename.endswith(".ipynb")
    with screen.page.expect_download() as download:
        screen.page.get_by_role("link", name="Metrics (CSV)").click()
    rows = download.value.path().read_text().splitlines()
    assert rows[0].startswith("step,")
    assert len(rows) == 2


def test_a_symbol_of_the_lesson_and_its_control_light_up_together(server: Server, open_page: OpenPage) -> None:
    screen = open_page(server, "en/lab/mlp-playground")
    screen.unfold()
    screen.show("Optimizers")
    alpha = screen.lesson.locator(".symbol", has_text="α").first
    expect(alpha).to_have_attribute("title", "Learning rate α = 0.03")
    alpha.hover()
    expect(screen.control("lr")).to_have_class(re.compile(r"\blit\b"))
    screen.control("l2").hover()
    expect(screen.control("lr")).not_to_have_class(re.compile(r"\blit\b"))
    expect(screen.page.locator("article .lit").first).to_have_text("λ")
    screen.enter("lr", "0.25")
    expect(alpha).to_have_attribute("title", "Learning rate α = 0.25")
