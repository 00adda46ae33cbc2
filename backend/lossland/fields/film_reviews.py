"""Sentences of film reviews, which have to be fetched."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from lossland.assets.here import files_of
from lossland.datasets.embedded import embedded
from lossland.uploads.sentence_polarity import read_polarity

FILM_ASSETS = {"film": "sentence-polarity"}
"""What has to be fetched for the choice `film`."""


@embedded
def film_reviews() -> tuple[tuple[str, bool], ...]:
    """All sentences, and whether each is positive. Raises `Refused` where they were not fetched."""
    return read_polarity_once(next(iter(files_of(FILM_ASSETS["film"]).values())))


@lru_cache(maxsize=1)
def read_polarity_once(path: Path) -> tuple[tuple[str, bool], ...]:
    """The sentences of a file."""
    return tuple(read_polarity(path))
