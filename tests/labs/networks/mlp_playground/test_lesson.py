"""What the lessons say of the playground: where they lead, and numbers they state are those of the code."""

from __future__ import annotations

import re

import torch

from lossland.registry import labs, lesson
from tests.support.lessons import lessons

PLAYGROUND = labs()["mlp-playground"]

FAILURES = {
    "Back-propagation": [
        "zero-init",
        "dead-relu",
        "deep-sigmoid",
        "squared-error-stuck",
        "linear-collapse",
        "xor-without-hidden",
    ],
    "Optimizers": ["exploding-rate"],
    "Regularisation": ["over-fit"],
}
CURES = {
    "deep-relu",
    "deep-batch-norm",
    "cross-entropy-free",
    "over-fit-l2",
    "over-fit-dropout",
    "over-fit-early-stop",
}


def test_the_failures_of_the_playground_are_presets_and_so_are_their_cures() -> None:
    found = lessons(PLAYGROUND, "en")
    assert {
        one.title: re.findall(r"^\d\. \[.+?\]\(\?preset=(.+?)\)", one.text, flags=re.MULTILINE) for one in found
    } == FAILURES
    assert {link.slug for one in found for link in one.links} >= CURES


def test_each_lesson_is_short_enough_for_a_class() -> None:
    """Words beside the formulas and questions."""
    for one in lessons(PLAYGROUND, "en"):
        prose = re.sub(r"```question\n.*?\n```|\$\$.*?\$\$|\$[^$]+\$", " ", one.text, flags=re.DOTALL)
        assert len(re.findall(r"[A-Za-z][\w'-]*", prose)) < 1200, one.title


def test_the_counts_of_the_playground_are_those_of_its_networks() -> None:
    for preset, count in (("spiral", 105), ("over-fit", 1185)):
        params = next(dict(one.params) for one in PLAYGROUND.presets if one.slug == preset)
        state = PLAYGROUND.start(PLAYGROUND.Params(**params), torch.Generator().manual_seed(0), torch.device("cpu"))
        assert state.net.theta.numel() == count
        assert str(count) in lesson(PLAYGROUND, "en")
        assert str(count) in lesson(PLAYGROUND, "zh")
