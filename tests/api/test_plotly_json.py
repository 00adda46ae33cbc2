"""The server's light theme is the page's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from lossland.api.plotly_json import PALETTE, complete

TOKENS = Path(__file__).parents[2] / "frontend" / "src" / "base" / "tokens.css"


def test_the_palette_is_the_pages() -> None:
    light = TOKENS.read_text(encoding="utf-8").partition("[data-theme")[0]
    tokens = dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})", light))
    assert {role: tokens[role] for role in PALETTE} == PALETTE


def test_arrays_colours_and_language_are_put_in() -> None:
    figure: dict[str, Any] = {
        "data": [
            {
                "uid": "a",
                "name": {"en": "line", "zh": "线"},
                "meta": {"paint": {"line": "accent", "fillcolor": "bad/15"}},
            },
            {"uid": "b", "marker": {"size": 3}, "meta": {"paint": {"colorscale": "sequential", "marker": "class-1"}}},
        ],
        "layout": {"title": {"text": {"en": "T", "zh": "题"}}},
    }
    x = {"dtype": "f4", "bdata": "AAAAAA=="}
    made = complete(figure, {"a.x": x, "b.marker.opacity": x, "b.y": {"dtype": "f4", "bdata": ""}, "c.x": x}, "zh")
    line, points = made["data"]
    assert (line["name"], line["x"], made["layout"]["title"]["text"]) == ("线", x, "题")
    assert line["line"]["color"] == PALETTE["accent"]
    assert line["fillcolor"] == "rgba(192,57,43,0.15)"
    assert points["marker"] == {"size": 3, "opacity": x, "color": PALETTE["class-1"]}
    assert points["colorscale"][0][0] == 0
    assert points["y"] == []
    assert "x" not in figure["data"][0], "the figure itself is left alone"


@pytest.mark.parametrize(
    ("role", "colour"),
    [("ramp@0.0", "rgb(31,119,201)"), ("ramp@0.25", "rgb(106,94,170)"), ("ramp@1.000", "rgb(224,123,22)")],
)
def test_a_place_on_a_scale_is_a_colour(role: str, colour: str) -> None:
    line = {"uid": "a", "type": "scatter", "meta": {"paint": {"line": role}, "key": 3}}
    assert complete({"data": [line], "layout": {}}, {}, "en")["data"][0]["line"]["color"] == colour
