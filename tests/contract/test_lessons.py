"""What every lesson keeps: both languages are there and ask the same, and what they lead to and read exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from lossland.lab import Preset
from lossland.lab.illustrations import IMAGE
from lossland.registry import AnyLab, lesson
from tests.support.lessons import LINK, QUESTION, lessons, questions
from tests.support.registry import every_lab
from tests.support.words import CHINESE

every_language = pytest.mark.parametrize("lang", ["en", "zh"])

FORMULA = re.compile(r"\$\$.*?\$\$|\$[^$\n]+\$", re.DOTALL)
MARKED = re.compile(r"(?<!\*)(\*{1,3})(?=\S)([^*]+?)\1(?!\*)|“([^”]+)”|\"([^\"]+)\"|「([^」]+)」")
"""Bold, italics, and what stands between quotation marks."""


@every_lab
@every_language
def test_it_has_lessons(lab: AnyLab, lang: str) -> None:
    found = lessons(lab, lang)
    assert len({one.title for one in found}) == len(found)
    assert len(found) == len(lessons(lab, "en"))
    for one in found:
        assert len(one.title.split()) <= 3, f"{one.title} is too long for a tab"
        assert len(one.questions) >= 3, one.title
        assert re.match(r"\n*## ", one.text), f"{one.title} does not begin with a part"
        assert bool(CHINESE.search(one.text)) == (lang == "zh")


@every_lab
def test_both_languages_ask_the_same(lab: AnyLab) -> None:
    en, zh = questions(lab, "en"), questions(lab, "zh")
    keys = ("kind", "answer", "tolerance")
    assert [[one.get(key) for key in keys] for one in en] == [[one.get(key) for key in keys] for one in zh]
    assert [len(one.get("options", [])) for one in en] == [len(one.get("options", [])) for one in zh]


def titles(preset: Preset, lang: str) -> set[str]:
    """As on the button, and without what stands in brackets at its end."""
    title = preset.title.zh if lang == "zh" else str(preset.title)
    return {title, re.sub(r"\s*\([^()]*\)$", "", title)}


@every_lab
@every_language
def test_its_links_lead_to_presets_by_their_names(lab: AnyLab, lang: str) -> None:
    allowed = {preset.slug: titles(preset, lang) for preset in lab.presets}
    for one in lessons(lab, lang):
        assert IMAGE.sub("", one.text).count("?preset=") == len(one.links)
        for link in one.links:
            assert link.slug in allowed, link
            assert link.title in allowed[link.slug], link


@every_lab
def test_both_languages_lead_to_the_same_presets(lab: AnyLab) -> None:
    en, zh = ([[link.slug for link in one.links] for one in lessons(lab, lang)] for lang in ("en", "zh"))
    assert en == zh


def marked(text: str) -> Iterator[str]:
    """What is set apart in a text, without the full stop or colon that belongs to it."""
    for groups in MARKED.findall(FORMULA.sub("", LINK.sub("", text))):
        yield "".join(groups[1:]).rstrip(" .:。：，,")


@every_lab
@every_language
def test_a_preset_that_it_names_is_a_link(lab: AnyLab, lang: str) -> None:
    names = {title for preset in lab.presets for title in titles(preset, lang)}
    texts = [QUESTION.sub("", lesson(lab, lang))]
    for question in questions(lab, lang):
        texts += [question["prompt"], question["why"], *question.get("options", [])]
    assert not names & {name for text in texts for name in marked(text)}


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
@every_language
def test_what_a_question_puts_in_begins_with_a_setting(lab: AnyLab, lang: str) -> None:
    """Else the page shows the braces."""
    for question in questions(lab, lang):
        shown = " ".join((question["prompt"], question["why"], *question.get("options", [])))
        assert all(found.startswith("{p.") for found in re.findall(r"\{[^{}]*\bp\.[^{}]*\}", shown)), shown


@every_lab
@every_language
def test_its_text_promises_no_number_that_it_does_not_put_in(lab: AnyLab, lang: str) -> None:
    """Settings are put into questions only."""
    assert "{p." not in QUESTION.sub("", lesson(lab, lang))
