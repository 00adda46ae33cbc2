"""A colour means one thing on every page: green what is good, two of its own the training and the held-out data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lossland.lab.views import Curves, Plot
from lossland.registry import AnyLab
from tests.support.registry import every_lab

FRONTEND = Path(__file__).parents[2] / "frontend" / "src"
GOOD = {
    "answer": "the best weights",
    "answer-boundary": "the best weights",
    "best": "the best rate",
    "even": "no layer is lost",
    "finish": "the goal",
    "minima": "the goal",
    "passes": "the check is passed",
    "root": "no layer is lost",
    "tenth": "the rate to take",
}
"""Marks and chips of pictures that are green, and why."""
GREEN = {
    "base/tokens.css": "the token itself",
    "controls/AssetRow.svelte": "it is here",
    "shell/Line.svelte": "a prediction was right",
    "shell/Predict.svelte": "a prediction was right",
    "shell/TourCard.svelte": "done",
    "shell/lesson/Exercise.svelte": "an answer was right",
    "shell/ribbon/RibbonMarks.svelte": "the best step",
    "views/relief/Key.svelte": "the goal",
}
SPLIT = {"train": re.compile(r"train"), "held": re.compile(r"valid|test|held")}


def figures(lab: AnyLab) -> Iterator[tuple[str, Any]]:
    for params in ({}, *(preset.params for preset in lab.presets)):
        yield from lab.figures(lab.Params(**params)).items()


def painted(lab: AnyLab) -> Iterator[tuple[str, str, str]]:
    """Each mark of a picture: what it is called there and for readers, and a role of it."""
    for _, figure in figures(lab):
        if isinstance(figure, Curves):
            titles = [str(lab.metrics[name].title) if name in lab.metrics else name for name in figure.series]
            yield from zip(figure.series, titles, figure.roles, strict=False)
        if not isinstance(figure, Plot):
            continue
        yield from ((note.uid, str(note.text), note.role) for note in figure.notes)
        for trace in figure.figure.data:
            for role in ((trace.meta or {}).get("paint") or {}).values():
                yield str(trace.uid), str(trace.name or ""), role.partition("/")[0]


@every_lab
def test_a_green_mark_says_something_good(lab: AnyLab) -> None:
    assert {uid for uid, _, role in painted(lab) if role == "good"} <= GOOD.keys()


def test_the_page_is_green_where_something_is_good() -> None:
    named = {
        str(path.relative_to(FRONTEND))
        for path in FRONTEND.rglob("*")
        if path.suffix in {".svelte", ".css"} and "--good" in path.read_text()
    }
    assert named == GREEN.keys()


@every_lab
def test_training_and_held_out_data_have_colours_of_their_own(lab: AnyLab) -> None:
    split = [title for _, title, _ in painted(lab) if re.match(r"(training|validation|test)\b", title.lower())]
    for uid, title, role in painted(lab) if split else ():
        for own, name in SPLIT.items():
            if role == own:
                assert name.search(f"{uid} {title}".lower()), (uid, title, role)
        said = re.match(r"(training|validation|test)\b", title.lower())
        if said and role.startswith("class-"):
            raise AssertionError((uid, title, role))
