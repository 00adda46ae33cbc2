"""What every lesson keeps: both languages are there and ask the same, and what a question reads exists."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from lossland.registry import AnyLab, lesson
from tests.support.registry import every_lab
from tests.support.words import CHINESE


@every_lab
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_it_has_a_lesson(lab: AnyLab, lang: str) -> None:
    text = lesson(lab, lang)
    assert text.startswith("# ")
    assert text.count("```question") >= 3
    assert bool(CHINESE.search(text)) == (lang == "zh")


def questions(lab: AnyLab, lang: str) -> list[dict[str, Any]]:
    return [json.loads(found) for found in re.findall(r"```question\n(.*?)\n```", lesson(lab, lang), re.DOTALL)]


@every_lab
def test_both_languages_ask_the_same(lab: AnyLab) -> None:
    en, zh = questions(lab, "en"), questions(lab, "zh")
    keys = ("kind", "answer", "tolerance")
    assert [[one.get(key) for key in keys] for one in en] == [[one.get(key) for key in keys] for one in zh]
    assert [len(one.get("options", [])) for one in en] == [len(one.get("options", [])) for one in zh]


@every_lab
def test_questions_read_settings_that_exist_in_every_preset(lab: AnyLab) -> None:
    settings = [lab.Params.model_validate(params) for params in ({}, *(dict(preset.params) for preset in lab.presets))]
    for plain in (p.model_dump(mode="json") for p in settings):
        for question in questions(lab, "en") + questions(lab, "zh"):
            asked = " ".join(re.findall(r"\{(p\..+?)\}", question["prompt"] + question["why"]))
            answer = question["answer"] if question["kind"] == "number" else ""
            for path in re.findall(r"\bp((?:\.\w+)+)", f"{answer} {asked}"):
                value: Any = plain
                for name in path[1:].split("."):
                    value = value[int(name)] if isinstance(value, list) else value[name]
                assert isinstance(value, int | float | list), path


@every_lab
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_its_text_promises_no_number_that_it_does_not_put_in(lab: AnyLab, lang: str) -> None:
    """Settings are put into questions only."""
    assert not re.findall(r"\{p\.", re.sub(r"```question\n.*?\n```", "", lesson(lab, lang), flags=re.DOTALL))
