"""Families of metrics: titles in both languages, names that `step` and the lab agree in."""

from __future__ import annotations

import pytest
import torch

from lossland.lab import Metric, T
from lossland.lab.metrics import family, spread

ROWS = {"1": T("1", "1"), "1_skip": T("1, skips", "1，残差")}


def test_a_family_has_a_metric_for_every_row() -> None:
    found = family("loss", T("Loss", "损失"), ROWS, headline=("1",))
    assert found == {"loss_1": Metric(T("Loss 1", ""), headline=True), "loss_1_skip": Metric(T("Loss 1, skips", ""))}
    assert [metric.title.zh for metric in found.values()] == ["损失 1", "损失 1，残差"]
    assert all(metric.percent for metric in family("in", T("Share", "占比"), ROWS, percent=True).values())


def test_a_tensor_is_spread_over_the_names_of_its_family() -> None:
    found = spread("loss", ROWS, torch.tensor([0.5, 0.25]))
    assert {name: (value.dim(), float(value)) for name, value in found.items()} == {
        "loss_1": (0, 0.5),
        "loss_1_skip": (0, 0.25),
    }
    assert found.keys() == family("loss", T("Loss", "损失"), ROWS).keys()
    with pytest.raises(ValueError, match="zip"):
        spread("loss", ROWS, torch.zeros(3))
