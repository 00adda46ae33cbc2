"""`lossland train NAME`: from data to a folder with weights and a card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch

from lossland.lab.text import Refused, T
from lossland.models import weights
from lossland.models.alignment.train import Alignment
from lossland.models.blanks.train import Blanks
from lossland.models.card import Card, written
from lossland.models.cells.data import read_cells
from lossland.models.cells.train import Cells
from lossland.models.chinese.train import Chinese
from lossland.models.dates.train import Dates
from lossland.models.digits.data import read_mnist
from lossland.models.digits.train import Digits
from lossland.models.french.train import French
from lossland.models.pairs import chinese_pairs, english_sentences, french_pairs
from lossland.models.shipped import classifier
from lossland.models.streets.train import Streets
from lossland.models.training import Resumable, train
from lossland.models.words.train import Words

Make = Callable[[Path, int, int | None], Resumable[Any]]
"""Data folder, seed, steps (the recipe's own where None)."""


def _digits(data: Path, seed: int, steps: int | None) -> Resumable[Any]:
    return Digits(*read_mnist(data), seed, steps)


def _cells(data: Path, seed: int, steps: int | None) -> Resumable[Any]:
    return Cells(classifier(), read_cells(data), seed, steps)


def _streets(_: Path, seed: int, steps: int | None) -> Resumable[Any]:
    return Streets(classifier(), seed, steps)


def _french(data: Path, seed: int, steps: int | None) -> Resumable[Any]:
    return French(french_pairs(data), seed, steps)


def _chinese(data: Path, seed: int, steps: int | None) -> Resumable[Any]:
    return Chinese(chinese_pairs(data), seed, steps)


def _alignment(data: Path, seed: int, steps: int | None) -> Resumable[Any]:
    return Alignment(french_pairs(data), seed, steps)


def _blanks(data: Path, seed: int, steps: int | None) -> Resumable[Any]:
    return Blanks(english_sentences(data), seed, steps)


def _dates(_: Path, seed: int, steps: int | None) -> Resumable[Any]:
    return Dates(seed, steps)


def _words(data: Path, seed: int, steps: int | None) -> Resumable[Any]:
    return Words(english_sentences(data), seed, steps)


RECIPES: Mapping[str, Make] = {
    "digits": _digits,
    "cells": _cells,
    "streets": _streets,
    "french": _french,
    "chinese": _chinese,
    "alignment": _alignment,
    "dates": _dates,
    "blanks": _blanks,
    "words": _words,
}
ASSETS = {
    "digits": "mnist",
    "cells": "blood-cells",
    "french": "tatoeba-fra-eng",
    "chinese": "tatoeba-cmn-eng",
    "words": "tatoeba-fra-eng",
    "alignment": "tatoeba-fra-eng",
    "blanks": "tatoeba-fra-eng",
}
"""What a recipe reads of what can be fetched; the others make their data."""


def produce(
    name: str, data: Path, out: Path, say: Callable[[str], None], seed: int = 0, steps: int | None = None
) -> Card:
    """Trains, measures, and writes `weights.safetensors` and `card.json` into `out`, with a checkpoint beside them.

    Where it was cut off it goes on. Raises `Refused` for a name that there is not, and for data that are not there.
    """
    if name not in RECIPES:
        allowed = ", ".join(RECIPES)
        raise Refused(T(f"there is no recipe {name!r}: {allowed} are here", f"没有训练方法 {name!r}：现有 {allowed}"))
    torch.set_num_threads(1)  # sums of several threads differ in their last bits
    recipe = RECIPES[name](data, seed, steps)
    out.mkdir(parents=True, exist_ok=True)
    train(recipe, out / "checkpoint.pt", say)
    quality = {what: round(value, 4) for what, value in recipe.quality().items()}
    say(f"{name}: {', '.join(f'{what} {value}' for what, value in quality.items())}")
    return pack(recipe, quality, out)


def pack(recipe: Resumable[Any], quality: dict[str, float], out: Path) -> Card:
    """Writes the averaged weights of a recipe and their card."""
    content = weights.packed(recipe.average)
    beside = recipe.beside()
    for name, text in beside.items():
        (out / name).write_text(text, encoding="utf-8")
    card = Card(
        name=recipe.name,
        **vars(recipe.about),
        recipe=type(recipe).__module__,
        seed=recipe.seed,
        steps=recipe.done,
        parameters=sum(value.numel() for value in recipe.average.parameters()),
        quality=quality,
        sha256=weights.digest(content),
        files={name: weights.digest(text.encode()) for name, text in beside.items()},
    )
    (out / "weights.safetensors").write_bytes(content)
    (out / "card.json").write_text(written(card), encoding="utf-8")
    return card
