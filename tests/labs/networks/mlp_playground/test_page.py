"""The playground: it learns, bends under the hand, and a link brings another there."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from lossland.lab.numbers import told
from tests.labs.networks.mlp_playground.hand import (
    LAB,
    actions,
    drawn,
    learned,
    picture,
    plane,
    ribbon,
    subject,
    unit,
    until,
    wait_for_other_picture,
    wait_for_picture,
)
from tests.support.browser import OpenPage
from tests.support.screen import Screen
from tests.support.server import Server

STILL = "optimizer=sgd&lr=0.000001&l2=0"
"""Steps so small that what the hand sets stays as it was set."""


def test_the_spiral_is_learned(lab: Screen) -> None:
    lab.hurry()
    lab.play.click()
    learned(lab)
    lab.pause.click()
    expect(lab.state).to_have_text("paused")
    run = lab.run_id()
    metrics = lab.server.client.get(f"runs/{run}/metrics").json()["series"]["validation_accuracy"]
    last = lab.server.client.get(f"runs/{run}/frames/{lab.step()}").json()["metrics"]["validation_accuracy"]
    expect(lab.page.locator("dl div", has_text="Validation accuracy").locator("dd")).to_have_text(f"{100 * last:.1f} %")
    assert max(value for value in metrics if value is not None) > 0.9499
    expect(lab.view("loss").locator("path[stroke]")).not_to_have_count(0)
    lab.show("Accuracy")
    expect(lab.view("accuracy").locator("path[stroke]")).not_to_have_count(0)


def test_a_ribbon_is_dragged_while_the_run_goes_on(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{LAB}?hidden=2&{STILL}")
    lab.page.get_by_role("switch", name="Director sets the speed").click()  # it stops a run that changes nothing
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
    expect(weight).to_have_value(told(done[-1]["value"]))


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
    expect(subject(lab)).to_have_count(0)


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
    expect(subject(lab)).to_have_count(0)
    drawn(lab)
    whole = picture(lab)
    unit(lab, 3).hover()
    expect(subject(lab)).to_have_text("layer 1, unit 2")
    wait_for_other_picture(lab, whole)
    assert server.client.get(f"runs/{run}").json()["params"]["focus"] == 3
    lab.page.mouse.move(2, 2)
    expect(subject(lab)).to_have_count(0)
    wait_for_picture(lab, whole)
    assert server.client.get(f"runs/{run}").json()["params"]["focus"] == -1


def test_a_link_to_a_step_shows_the_same_screen(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{LAB}?preset=circle&batch_size=7&seed=3")
    lab.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=lab.origin)
    lab.hurry()
    lab.play.click()
    lab.wait_for_step(600)
    lab.pause.click()
    lab.at_rest()
    now = picture(lab)
    lab.page.locator('.ribbon .cell[data-step="250"]').click()
    expect(lab.page.get_by_text("Values at step 250")).to_be_visible()
    wait_for_other_picture(lab, now)
    lab.page.get_by_role("button", name="Share", exact=True).click()
    lab.page.get_by_role("dialog").get_by_text("Copy link", exact=True).click()
    expect(lab.page.get_by_role("dialog")).to_contain_text("Link copied")
    link: str = lab.page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(lab.origin)
    lab.page.keyboard.press("Escape")
    controls, step = lab.snapshot(), lab.step()

    other = open_page(server, link.removeprefix(lab.origin + "/"), fresh=True)
    expect(other.page.get_by_text("Values at step 250")).to_be_visible()
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
