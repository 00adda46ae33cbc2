"""What a lab draws, against the figures that it draws into."""

from __future__ import annotations

from typing import Any

import torch

from lossland.lab.views import Curves, Plot, Relief
from lossland.registry import AnyLab
from tests.support.registry import assert_both


def assert_drawn(lab: AnyLab, figures: Any, frame: Any) -> None:
    assert set(frame) <= set(figures), f"{lab.slug} draws {set(frame) - set(figures)}, which no figure has"
    for name, view in figures.items():
        assert_both(view.title, f"{lab.slug} {name} title")
        assert_both(view.alt, f"{lab.slug} {name} alt")
        if isinstance(view, Curves):
            assert set(view.series) <= set(lab.metrics), f"{lab.slug} {name} shows unknown metrics"
        if isinstance(view, Relief):
            assert_relief(view, frame.get(name, {}), f"{lab.slug} {name}")
        if isinstance(view, Plot):
            uids = [trace.uid for trace in view.figure.data]
            assert all(uids), f"{lab.slug} {name} has a trace without uid"
            assert len(set(uids)) == len(uids)
            notes = {note.uid for note in view.notes}
            assert notes.isdisjoint(uids), f"{lab.slug} {name} has notes named as traces"
            for key, tensor in frame.get(name, {}).items():
                assert key.partition(".")[0] in {*uids, *notes, "xaxis", "yaxis"}, (
                    f"{lab.slug} {name} draws {key}, which is no trace"
                )
                assert isinstance(tensor, torch.Tensor), f"{lab.slug} {name} {key}"
            assert_axes_are_named(view, f"{lab.slug} {name}")
            kinds = {action.model_fields["kind"].default for action in lab.actions} | {"set_params"}
            for gesture in view.gestures:
                assert gesture.action in kinds, f"{lab.slug} {name}: no action {gesture.action}"
                assert {gesture.trace, gesture.along} <= {None, *uids}


def assert_relief(view: Relief, arrays: Any, where: str) -> None:
    for axis in (view.x, view.y, view.z):
        assert_both(axis, f"{where} axis")
    if not arrays:
        return
    assert [f"{name}.index" in arrays for name in "xy"] == ["_{index}" in view.x, "_{index}" in view.y], where
    rows, columns = arrays["ground.z"].shape
    assert (len(arrays["ground.y"]), len(arrays["ground.x"])) == (rows, columns), where
    for i, ball in enumerate(view.balls, 1):
        assert_both(ball.name, f"{where} ball {i}")
        assert len({len(arrays[f"trail{i}.{axis}"]) for axis in "xyz"}) == 1, f"{where} ball {i}"
    assert ("goals.x" in arrays) == (view.goals is not None), where
    assert ("foot" in arrays) == (view.stems is not None), where
    assert ("straight.t" in arrays) == (view.straight is not None), where
    known = {"ground", "log", "range", "foot", "goals", "straight", "x", "y"} | {
        f"trail{i + 1}" for i in range(len(view.balls))
    }
    assert {name.partition(".")[0] for name in arrays} <= known, where


def assert_axes_are_named(view: Plot, where: str) -> None:
    for axis in (view.figure.layout.xaxis, view.figure.layout.yaxis):
        if any(getattr(trace, "type", "") in ("surface", "scatter3d", "pie", "table") for trace in view.figure.data):
            continue
        assert_both(axis.title.text, f"{where} axis {axis.plotly_name}")
