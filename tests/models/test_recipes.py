"""Three steps of every recipe on small data made here, cut off and taken up again, and what the command writes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from lossland.cli import main
from lossland.datasets.pairs import Pair
from lossland.datasets.phrases import phrases
from lossland.lab.text import Refused
from lossland.models import weights
from lossland.models.alignment.train import Alignment
from lossland.models.augment import augmented
from lossland.models.blanks.train import Blanks
from lossland.models.card import read_card
from lossland.models.cells.data import read_cells
from lossland.models.cells.train import Cells
from lossland.models.chinese.train import Chinese
from lossland.models.dates import train as dates
from lossland.models.dates.train import Dates
from lossland.models.detecting import Example
from lossland.models.digits import train as digits
from lossland.models.digits.train import Digits
from lossland.models.digits.train import augmented as redrawn
from lossland.models.french.train import French
from lossland.models.recipes import RECIPES
from lossland.models.shipped import classifier
from lossland.models.streets.train import Streets
from lossland.models.training import Resumable, schedule, train
from lossland.models.words.train import Words


def some_digits() -> tuple[torch.Tensor, torch.Tensor]:
    """Sixty pictures of ten classes: the class is a row that is white."""
    labels = torch.arange(60) % 10
    pictures = torch.zeros(60, 28, 28, dtype=torch.uint8)
    for picture, label in zip(pictures, labels.tolist(), strict=True):
        picture[4 + 2 * label : 6 + 2 * label, 4:24] = 255
    return pictures, labels.byte()


def some_cells() -> list[Example]:
    rng = torch.Generator().manual_seed(0)
    boxes = torch.tensor([[4.0, 4, 40, 40], [50, 30, 80, 60]])
    return [
        Example(torch.randint(0, 256, (3, 72, 96), generator=rng, dtype=torch.uint8), boxes, torch.tensor([k % 3, 0]))
        for k in range(6)
    ]


class SmallCells(Cells):
    cut = 64, 96
    about = replace(Cells.about, size=(64, 96))


class SmallStreets(Streets):
    cut = 64, 96
    about = replace(Streets.about, size=(64, 96))


def some_pairs() -> list[Pair]:
    """Those of the generated grammar."""
    return phrases(150, torch.Generator().manual_seed(0))


class SmallFrench(French):
    about = replace(French.about, shape={"vocabulary": 200, "width": 16, "heads": 2, "layers": 1, "hidden": 16})
    vocabulary, tokens = 200, 400


class SmallChinese(Chinese):
    about = replace(Chinese.about, shape=SmallFrench.about.shape)
    vocabulary, tokens = 200, 400


class SmallAlignment(Alignment):
    about = replace(Alignment.about, shape={"width": 16, "n": 16})
    vocabulary, tokens = 200, 400


class SmallBlanks(Blanks):
    about = replace(Blanks.about, shape={"vocabulary": 200, "longest": 42, "width": 16, "heads": 2, "layers": 1})


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digits, "BATCH", 16)
    monkeypatch.setattr(dates, "HELD_OUT", 50)


def steps_of(name: str, seed: int = 0) -> Resumable[Any]:
    match name:
        case "digits":
            return Digits(*some_digits(), seed=seed, steps=3)
        case "cells":
            return SmallCells(classifier(), some_cells(), seed=seed, steps=3)
        case "words":
            return Words(["The king sees a queen.", "A man sees the woman.", "The dogs see a dog."] * 9, seed, 3)
        case "french":
            return SmallFrench(some_pairs(), seed, 3)
        case "chinese":
            return SmallChinese(some_pairs(), seed, 3)
        case "alignment":
            return SmallAlignment(some_pairs(), seed, 3)
        case "blanks":
            return SmallBlanks([pair.target for pair in some_pairs()], seed, 3)
        case "dates":
            return Dates(seed, 3)
        case _:
            return SmallStreets(classifier(), seed=seed, steps=3, held_out=2)


@pytest.mark.parametrize("name", RECIPES)
def test_three_steps_go_down_a_seeded_way_and_can_be_taken_up_again(name: str, tmp_path: Path) -> None:
    straight, cut = steps_of(name), steps_of(name)
    losses = [straight.step() for _ in range(3)]
    assert all(np.isfinite(losses))
    cut.step()
    torch.save(cut.state(), tmp_path / "checkpoint.pt")
    again, said = steps_of(name), list[str]()
    train(again, tmp_path / "checkpoint.pt", said.append)
    assert said == [f"{name}: goes on after step 1 of 3"]
    assert again.done == 3
    for value, other in zip(straight.average.state_dict().values(), again.average.state_dict().values(), strict=True):
        assert torch.equal(value, other)
    assert any(
        not torch.equal(value, other)
        for value, other in zip(steps_of(name).net.parameters(), straight.net.parameters(), strict=True)
    )
    quality = again.quality()
    assert quality
    assert all(0 <= value <= 1 for value in quality.values())
    with pytest.raises(Refused, match="seed 0, wanted are 3 with 7"):
        train(steps_of(name, seed=7), tmp_path / "checkpoint.pt", said.append)


def test_the_rate_rises_and_falls() -> None:
    rates = [schedule(k, 100, 0.1) for k in range(100)]
    assert rates[:10] == pytest.approx([(k + 1) / 11 for k in range(10)])
    assert rates[10] == 1
    assert rates[55] == pytest.approx(0.5)
    assert all(a > b for a, b in pairwise(rates[10:]))


def test_the_command_writes_weights_and_a_card(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pictures, labels = some_digits()
    np.savez(tmp_path / "mnist_train.npz", x=pictures.numpy(), y=labels.numpy())
    out = tmp_path / "out"
    main(["train", "digits", "--data", str(tmp_path), "--out", str(out), "--steps", "3", "--seed", "5"])
    card = read_card((out / "card.json").read_text(encoding="utf-8"))
    assert (card.name, card.seed, card.steps, card.recipe) == ("digits", 5, 3, "lossland.models.digits.train")
    assert (
        weights.read_tensors(out / "weights.safetensors", card.sha256).keys()
        == steps_of("digits").net.state_dict().keys()
    )
    assert "accuracy" in capsys.readouterr().out
    assert card.quality["accuracy"] <= 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["cats"], "no recipe 'cats': digits, cells, streets"),
        (["digits"], "neither"),
        (["cells"], "no Annotations"),
        (["words"], "neither fra-eng"),
    ],
)
def test_the_command_says_in_one_line_what_is_missing(
    arguments: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for data in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(SystemExit):
            main(["train", *arguments, "--data", str(data), "--out", str(tmp_path / "out")])
        said = capsys.readouterr().err
        assert (words if data.exists() or arguments == ["cats"] else "lossland get") in said
        assert said.count("\n") == 1


def test_the_quality_of_cells_is_measured_on_a_fifth_that_is_not_trained_on() -> None:
    examples = some_cells()
    apart = Cells(classifier(), examples, steps=1)
    assert (len(apart.examples), len(apart.held_out)) == (4, 2)
    seen, held_out = ({id(one.picture) for one in part} for part in (apart.examples, apart.held_out))
    assert seen | held_out == {id(one.picture) for one in examples}


ANNOTATION = """<annotation><object><name>{}</name><bndbox><xmin>{}</xmin><ymin>2</ymin><xmax>9</xmax>
<ymax>8</ymax></bndbox></object></annotation>"""


def test_annotated_pictures_are_read_without_empty_boxes(tmp_path: Path) -> None:
    for folder in ("Annotations", "JPEGImages"):
        (tmp_path / folder).mkdir()
    for name, kind, left in (("a", "WBC", 1), ("b", "Platelets", 9)):
        Image.new("RGB", (12, 10), "red").save(tmp_path / "JPEGImages" / f"{name}.jpg")
        (tmp_path / "Annotations" / f"{name}.xml").write_text(ANNOTATION.format(kind, left))
    first, second = read_cells(tmp_path)
    assert first.picture.shape == (3, 10, 12)
    assert first.boxes.tolist() == [[1, 2, 9, 8]]
    assert first.labels.tolist() == [1]
    assert second.boxes.shape == (0, 4)


def test_the_fetched_archive_is_read_without_the_pictures_for_the_test(tmp_path: Path) -> None:
    red = io.BytesIO()
    Image.new("RGB", (12, 10), "red").save(red, "JPEG")
    with zipfile.ZipFile(tmp_path / "bccd.zip", "w") as archive:
        for name in ("b", "a", "kept back"):
            archive.writestr(f"BCCD_Dataset-d272/BCCD/JPEGImages/{name}.jpg", red.getvalue())
            archive.writestr(f"BCCD_Dataset-d272/BCCD/Annotations/{name}.xml", ANNOTATION.format("RBC", 1))
        archive.writestr("BCCD_Dataset-d272/BCCD/ImageSets/Main/trainval.txt", "a\nb\n")
    assert len(read_cells(tmp_path)) == 2
    (tmp_path / "bccd.zip").write_bytes(b"PK\x03\x04")
    with pytest.raises(Refused, match="not the archive of BCCD"):
        read_cells(tmp_path)


@pytest.mark.parametrize("upright", [True, False])
def test_boxes_stay_on_what_they_mean(upright: bool) -> None:
    """A white block on black: wherever it is cut and mirrored to, its box holds it."""
    rng = torch.Generator().manual_seed(0)
    picture = torch.zeros(3, 90, 120, dtype=torch.uint8)
    picture[:, 20:50, 30:80] = 255
    kept, upper = 0, 0
    for _ in range(60):
        x, boxes, labels = augmented(
            picture, torch.tensor([[30.0, 20, 80, 50]]), torch.tensor([2]), 60, 80, rng, upright
        )
        assert x.shape == (3, 60, 80)
        assert ((x >= 0) & (x <= 1)).all()
        if len(boxes):
            kept += 1
            left, top, right, bottom = boxes[0].round().long().tolist()
            inside = x[:, top + 2 : bottom - 2, left + 2 : right - 2].mean()
            outside = (
                (x.sum() - x[:, top:bottom, left:right].sum()) / (x[0].numel() - (bottom - top) * (right - left)) / 3
            )
            assert float(inside) > float(outside) + 0.2
            assert labels.tolist() == [2]
            upper += float(boxes[0, 1]) + float(boxes[0, 3]) < 60
    assert kept > 50
    assert (upper > 40) == upright


def test_redrawn_digits_keep_their_place_and_range() -> None:
    rng = torch.Generator().manual_seed(0)
    x = torch.zeros(64, 1, 28, 28)
    x[:, :, 6:22, 12:16] = 1
    y = redrawn(x, rng)
    assert y.shape == x.shape
    assert ((y >= 0) & (y <= 1)).all()
    ink = y.sum((1, 2, 3))
    assert float(ink.max() / ink.min()) > 1.5  # pens of other widths
    at = torch.arange(28) + 0.5
    middle = (y.sum((1, 3)) @ at) / ink
    assert float((middle - 14).abs().max()) < 6
