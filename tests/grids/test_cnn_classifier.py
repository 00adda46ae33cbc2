"""Trainings of the lab on convolutional networks that take long: every network, and what mirroring does to digits."""

from __future__ import annotations

from typing import Any

import pytest

from lossland.labs.vision.cnn_classifier.lab import CnnClassifier
from tests.support.runs import advance, numbers, session

SEEDS = (0, 1, 2)


def accuracy(seed: int, **params: Any) -> float:
    """On held-out digits after twenty epochs."""
    return numbers(advance(session(CnnClassifier(), seed, params), 2000))["test_accuracy"][-1]


@pytest.mark.parametrize("network", ["lenet", "vgg", "inception", "resnet", "densenet"])
def test_every_network_reads_digits(network: str) -> None:
    assert accuracy(0, network=network) >= 0.985


@pytest.mark.parametrize("seed", SEEDS)
def test_mirrored_digits_cost_mistakes(seed: int) -> None:
    assert 1 - accuracy(seed, mirror=True) > 1.5 * (1 - accuracy(seed))
