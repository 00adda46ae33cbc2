"""What every lab that runs says of its state while no step is made."""

from __future__ import annotations

import torch

from lossland.engine import codec
from lossland.registry import AnyLab
from tests.support.registry import every_run
from tests.support.runs import STEPS, advance, session


@every_run
def test_it_measures_what_its_steps_report_and_changes_nothing(lab: AnyLab) -> None:
    run = session(lab)
    for steps in (0, STEPS):
        advance(run, steps)
        before = codec.encode(run.state)
        with torch.random.fork_rng():
            measured = lab.measure(run.state, run.p)
        assert codec.encode(run.state) == before
        assert measured.keys() <= lab.metrics.keys()
        assert all(value.dim() == 0 and torch.isfinite(value) for value in measured.values())
