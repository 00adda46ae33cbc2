"""What every lab's card in the catalogue plays: its main picture at moments that differ, small, the same every time."""

from __future__ import annotations

import gzip
import json

from lossland.engine.miniatures import hero, thumbnail
from lossland.registry import AnyLab
from tests.support.registry import every_lab

MOST_BYTES = 40_000


@every_lab
def test_a_card_plays_a_few_small_pictures_that_differ(lab: AnyLab) -> None:
    made = thumbnail(lab)
    assert made is not None
    assert made["view"] == hero(lab)
    assert len(made["frames"]) >= 4
    assert all(made["frames"]), "a picture is the same as the one before"
    size = len(gzip.compress(json.dumps(made, separators=(",", ":")).encode(), mtime=0))
    assert size <= MOST_BYTES


@every_lab
def test_its_moments_are_within_what_the_lab_takes(lab: AnyLab) -> None:
    for still in lab.reel:
        assert still.step >= 0
        lab.Params(**still.params)
