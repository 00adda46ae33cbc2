"""Trainings of the lab on convolutional networks that take long: every network, and what mirroring does to digits; and what transfer is worth."""

from __future__ import annotations

from typing import Any

import pytest

from lossland.labs.vision.cnn_classifier.lab import CnnClassifier
from lossland.labs.vision.cnn_classifier.studies.transfer import TRIED, TransferState
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


def worth(shifted: str) -> dict[str, list[float]]:
    """The mean share that each way reads right, by number of pictures, at the end of the preset."""
    run = session(CnnClassifier(), 0, {"study": "transfer", "shifted": shifted})
    while not advance(run, 50).finished:
        pass
    assert isinstance(run.state, TransferState)
    return dict(zip(TRIED, run.state.found.mean(0).T.tolist(), strict=True))


def test_what_the_lesson_says_of_transfer_is_so() -> None:
    right = worth("none")
    few = [right[way][0] for way in TRIED]
    assert few == sorted(few, reverse=True)  # all, part, none, and far below them from scratch
    assert few[0] == pytest.approx(0.8, abs=0.05)
    assert few[3] < 0.5
    assert [right[way][-1] for way in TRIED] == pytest.approx([0.98, 0.99, 0.99, 0.99], abs=0.008)
    assert right["all"][-1] == min(right[way][-1] for way in TRIED)


def test_what_the_lesson_says_of_black_on_white_is_so() -> None:
    right = worth("inverted")
    assert right["all"][-1] == pytest.approx(0.9, abs=0.02)
    assert all(right["scratch"][k] > right["all"][k] for k in (2, 3, 4))


def test_what_the_lesson_says_of_a_quarter_turn_is_so() -> None:
    right = worth("quarter")
    assert [right[way][0] for way in TRIED] == pytest.approx([0.68, 0.68, 0.68, 0.45], abs=0.03)
    assert right["all"][-1] == min(right[way][-1] for way in TRIED)
