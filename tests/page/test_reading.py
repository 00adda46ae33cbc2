"""A photograph is read in the page, and what the camera sees, as often as it can be told."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.server import Server

LAB = "lab/cnn-classifier?preset=imagenet"


def test_the_answers_are_named_and_each_can_be_asked_where_it_looks(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{LAB}")
    rows = lab.page.locator("[data-view=photograph] ol button")
    expect(rows.nth(0)).to_contain_text("Egyptian cat")
    expect(rows).to_have_count(5)
    rows.nth(2).click()
    expect(lab.control("answer").get_by_role("slider")).to_have_attribute("aria-valuetext", "3")
    rows.nth(0).focus()
    lab.page.keyboard.press("Enter")
    expect(lab.control("answer").get_by_role("slider")).to_have_attribute("aria-valuetext", "1")


def test_the_camera_is_read_until_it_is_stopped(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"zh/{LAB}")
    view = lab.page.locator("[data-view=photograph]")
    expect(view.locator("ol button").nth(0)).to_contain_text("猫")
    view.get_by_role("button", name="识别摄像头画面").click()
    expect(view.locator("video")).to_be_visible()
    expect(view.get_by_text(re.compile(r"每秒 \d+ 次"))).to_be_visible()
    expect(view.locator("ol button").nth(0)).not_to_contain_text("猫")
    track = view.locator("video").evaluate_handle("video => video.srcObject.getTracks()[0]")
    view.get_by_role("button", name="关闭摄像头").click()
    expect(view.locator("video")).to_have_count(0)
    assert track.evaluate("track => track.readyState") == "ended"
    expect(view.locator("ol button").nth(0)).to_contain_text("猫")


def test_without_a_camera_it_says_so(server: Server, open_page: OpenPage) -> None:
    lab = open_page(server, f"en/{LAB}")
    lab.page.evaluate("() => void (navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('taken')))")
    view = lab.page.locator("[data-view=photograph]")
    view.get_by_role("button", name="Read the camera").click()
    expect(view.get_by_role("alert")).to_contain_text("taken")
    expect(view.get_by_role("button", name="Read the camera")).to_be_visible()
