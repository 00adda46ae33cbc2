"""The pictures of the learning rate lab: every number can be read, every schedule seen, and what differs has another name."""

from __future__ import annotations

import itertools
from typing import Any

import torch

from lossland.lab.numbers import told
from lossland.lab.views import Plot
from lossland.labs.optimizers.learning_rate.params import LATELY, RUNS, SCHEDULES
from tests.labs.optimizers.learning_rate.test_experiment import LAB, SMALL, begin, run

LETTER_PX = 7
"""Of the widest digit at the size of the names."""


def plot(name: str, **params: Any) -> Plot:
    figure = LAB.figures(begin(**params)[1])[name]
    assert isinstance(figure, Plot)
    return figure


def test_every_rate_has_room_at_the_end_of_its_curve() -> None:
    for lowest in (1e-6, 1e-4, 0.01):
        figure = plot("race", lowest=lowest).figure
        p = begin(lowest=lowest)[1]
        rates = [p.lowest * (p.highest / p.lowest) ** (r / (RUNS - 1)) for r in range(RUNS)]
        assert figure.layout.margin.r >= LETTER_PX * max(len(f" {told(rate)}") for rate in rates)
        assert figure.layout.xaxis.range == (0, p.steps)


def test_the_name_of_the_axis_says_how_the_curves_are_smoothed_and_the_metric_how_it_is() -> None:
    s, p, _ = run(20, **SMALL, smoothing=0.98)
    views = LAB.draw(s, p)
    for name in ("race", "valley", "range_test", "schedule_losses"):
        assert views[name]["yaxis.beta"].tolist() == [float(torch.tensor(0.98))]
        assert "{beta}" in plot(name).figure.layout.yaxis.title.text
    assert LAB.metrics["best_loss"].title.endswith(f"β = {LATELY}")


def test_schedules_that_are_equal_are_all_seen() -> None:
    for name in ("schedule_losses", "schedule_rates"):
        lines = [trace.line for trace in plot(name).figure.data if trace.uid in SCHEDULES]
        widths = [line.width for line in lines[:-1]]
        assert min(wider - narrower for wider, narrower in itertools.pairwise(widths)) >= 1
        assert [line.dash == "solid" for line in lines] == [True] * 5 + [False]
