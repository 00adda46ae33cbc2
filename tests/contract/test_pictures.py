"""What every lab draws: soon, what its figures name, with words, and figures that no run need be anew for."""

from __future__ import annotations

from typing import Any

import torch

from lossland.engine.first_frame import first_frame
from lossland.lab import LabParams, Preset
from lossland.registry import AnyLab
from lossland.runs.messages import Order
from tests.support.changed import changed
from tests.support.effort import effort
from tests.support.pictures import assert_drawn
from tests.support.registry import every_lab, every_preset
from tests.support.runs import LONG, STEPS, session

SECOND = 50
"""Pieces of torch work: about a second of a core of 2020."""


@every_lab
def test_defaults_draw_soon_what_the_figures_name(lab: AnyLab) -> None:
    p = lab.Params()
    figures = lab.figures(p)
    assert effort(lambda: first_frame(lab, p.model_dump(mode="json"), 0)) < SECOND
    state = lab.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
    lab.adopt(state, p, None)
    assert_drawn(lab, figures, lab.draw(state, p))


@every_lab
def test_figures_read_structural_parameters_only(lab: AnyLab) -> None:
    def plain(p: LabParams) -> dict[str, Any]:
        return {name: view.model_dump(mode="json") for name, view in lab.figures(p).items()}

    default = lab.Params()
    for name, p in changed(lab):
        assert plain(p) == plain(default), f"{lab.slug}: figures() reads {name}, which is not structural"


@every_preset
def test_every_preset_runs(lab: AnyLab, preset: Preset) -> None:
    p = lab.Params(**preset.params)
    assert preset.view is None or preset.view in lab.figures(p)
    if lab.instant:
        assert first_frame(lab, p.model_dump(mode="json"), 0)
        return
    run = session(lab, params=preset.params)
    part = run.advance(Order("r", 0, LONG, STEPS, frame=True))
    assert part.failure is None or part.failure.kind == "diverged"
    assert part.frame is not None
    assert_drawn(lab, lab.figures(p), lab.draw(run.state, run.p))
