"""What lessons say about their labs: presets they name exist, and numbers they state are those of the code."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import torch

from lossland.registry import labs, lesson

PLAYGROUND = labs()["mlp-playground"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_failures_of_the_playground_are_presets(lang: str) -> None:
    named = re.findall(r"^\d\. \*\*(.+?)[.。]\*\*", lesson(PLAYGROUND, lang), flags=re.MULTILINE)
    titles = {preset.title.zh if lang == "zh" else str(preset.title) for preset in PLAYGROUND.presets}
    assert len(named) == 8
    assert set(named) <= titles


def test_the_counts_of_the_playground_are_those_of_its_networks() -> None:
    for preset, count in (("spiral", 105), ("over-fit", 1185)):
        params = next(dict(one.params) for one in PLAYGROUND.presets if one.slug == preset)
        state = PLAYGROUND.start(PLAYGROUND.Params(**params), torch.Generator().manual_seed(0), torch.device("cpu"))
        assert state.net.theta.numel() == count
        assert str(count) in lesson(PLAYGROUND, "en")
        assert str(count) in lesson(PLAYGROUND, "zh")


def questions(slug: str, lang: str) -> list[dict[str, Any]]:
    return [
        json.loads(found) for found in re.findall(r"```question\n(.*?)\n```", lesson(labs()[slug], lang), re.DOTALL)
    ]


@pytest.mark.parametrize("slug", labs())
def test_both_languages_ask_the_same(slug: str) -> None:
    en, zh = questions(slug, "en"), questions(slug, "zh")
    keys = ("kind", "answer", "tolerance")
    assert [[one.get(key) for key in keys] for one in en] == [[one.get(key) for key in keys] for one in zh]
    assert [len(one.get("options", [])) for one in en] == [len(one.get("options", [])) for one in zh]


@pytest.mark.parametrize("slug", labs())
def test_questions_read_settings_that_exist(slug: str) -> None:
    plain = labs()[slug].Params().model_dump(mode="json")
    for question in questions(slug, "en"):
        if question["kind"] != "number":
            continue
        asked = " ".join(re.findall(r"\{(p\..+?)\}", question["prompt"] + question["why"]))
        for path in re.findall(r"\bp((?:\.\w+)+)", f"{question['answer']} {asked}"):
            value: Any = plain
            for name in path[1:].split("."):
                value = value[int(name)] if isinstance(value, list) else value[name]
            assert isinstance(value, int | float | list), path
