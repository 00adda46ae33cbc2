"""What every lab says of itself: its names, texts, actions, layout, in both languages."""

from __future__ import annotations

import re
from itertools import product
from typing import get_args

import pytest
import torch

from lossland.catalogue import schema
from lossland.lab import Lab, LabParams
from lossland.lab.params import change_of
from lossland.labs import PARTS
from lossland.registry import AnyLab
from tests.support.registry import ALL, assert_both, every_lab


@every_lab
def test_it_is_described(lab: AnyLab) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9-]*", lab.slug)
    assert lab.part in PARTS
    assert issubclass(lab.Params, LabParams)
    texts = [lab.title, lab.summary, lab.question, *(metric.title for metric in lab.metrics.values())]
    texts += [text for preset in lab.presets for text in (preset.title, preset.summary)]
    for text in texts:
        assert_both(text, lab.slug)


@every_lab
def test_what_drives_its_picture_is_a_parameter_that_everybody_sees(lab: AnyLab) -> None:
    field = schema(lab)["properties"][lab.drives]["x-lossland"]
    assert field["change"] != "view"
    assert not field.get("advanced")


@every_lab
def test_its_moments_are_told_of_metrics_in_both_languages(lab: AnyLab) -> None:
    for moment in lab.moments:
        assert moment.metric in lab.metrics
        assert (moment.least is None) != (moment.most is None)
        assert_both(moment.says, lab.slug)
        assert_both(moment.mark, lab.slug)
        assert ("{value}" in moment.says) == ("{value}" in moment.says.zh)
        assert len(moment.says) <= 100, "one line on a laptop"
    if lab.speed is not None and lab.top_speed is not None:
        assert lab.speed <= lab.top_speed
    for pace in lab.paces:
        assert pace.speed is None or pace.top_speed is None or pace.speed <= pace.top_speed
        for name, values in pace.when.items():
            assert change_of(lab.Params.model_fields[name]) == "structural"
            assert set(values) <= set(get_args(lab.Params.model_fields[name].annotation))


@every_lab
def test_its_predictions_say_what_was_measured_and_when(lab: AnyLab) -> None:
    for prediction in lab.predictions.values():
        assert prediction.metric in lab.metrics
        for text in (prediction.question, prediction.because, prediction.measured):
            assert_both(text, lab.slug)
        named = set(re.findall(r"{(\w+)}", prediction.measured))
        assert "value" in named
        assert named & {"step", "steps"}
        assert named <= {"value", "step", "steps"}
        assert set(re.findall(r"{(\w+)}", prediction.measured.zh)) == named


@every_lab
def test_its_actions_are_told_apart_by_kind(lab: AnyLab) -> None:
    kinds = [action.model_fields["kind"].default for action in lab.actions]
    assert len(set(kinds)) == len(kinds)
    assert all(isinstance(kind, str) and kind for kind in kinds)


@every_lab
def test_its_layout_shows_every_view_once(lab: AnyLab) -> None:
    """A layout may name a view that only some data have; the page leaves such a cell out."""
    shown = [name for row in lab.layout for cell in row for name in (cell if isinstance(cell, tuple) else (cell,))]
    assert len(set(shown)) == len(shown)
    offered = [set(lab.figures(lab.Params(**params))) for params in ({}, *(preset.params for preset in lab.presets))]
    assert set(shown) == set().union(*offered)
    assert lab.figures(lab.Params()).keys() >= {row[0] if isinstance(row[0], str) else row[0][0] for row in lab.layout}


def test_every_part_in_use_is_in_both_languages() -> None:
    for part, title in PARTS.items():
        assert_both(title, part)


def test_the_base_refuses_what_an_instant_lab_lacks() -> None:
    lab = next(lab for lab in ALL if lab.instant)
    with pytest.raises(TypeError, match="no step"):
        Lab.step(lab, None, lab.Params())


@every_lab
def test_where_it_says_that_there_is_nothing_to_play_a_start_is_its_end(lab: AnyLab) -> None:
    assert not (lab.instant and lab.at_once)
    for name, values in lab.at_once.items():
        assert change_of(lab.Params.model_fields[name]) == "structural"
        assert set(values) <= set(get_args(lab.Params.model_fields[name].annotation))
    for given in product(*lab.at_once.values()) if lab.at_once else ():
        p = lab.Params.model_validate(dict(zip(lab.at_once, given, strict=True)))
        state = lab.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
        assert lab.done(state, p)
