"""Every network that ships: its file, its card, and that it does what the card says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from lossland.lab.text import Refused
from lossland.models import shipped, weights
from lossland.models.card import FOLDER, cards, read_card, written

OWN = [name for name, card in cards().items() if name != "imagenet" and not card.asset]


def test_they_are_there() -> None:
    seeing = {"digits", "imagenet", "cells", "streets", "coco"}
    assert seeing | {"french", "alignment", "chinese", "dates", "words", "blanks"} == set(cards())


@pytest.mark.parametrize("name", OWN)
def test_the_file_is_the_one_of_the_card(name: str) -> None:
    card = cards()[name]
    content = (FOLDER / name / "weights.safetensors").read_bytes()
    assert weights.digest(content) == card.sha256
    floating = [value for value in weights.unpacked(content).values() if value.is_floating_point()]
    assert card.parameters <= sum(value.numel() for value in floating) < 1.1 * card.parameters


def test_together_they_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*.safetensors")) <= 24_000_000


@pytest.mark.parametrize("name", cards())
def test_a_card_says_all_in_both_languages(name: str) -> None:
    card = cards()[name]
    assert card.name == name
    assert re.fullmatch("[0-9a-f]{64}", card.sha256)
    for text in (card.title, card.data, card.measured, *shipped.class_names(name)):
        assert text
        assert text.zh
    assert re.search("[一-鿿]", card.title.zh + card.data.zh)
    assert card.licence
    assert card.quality
    assert all(0 < value <= 1 for value in card.quality.values())
    assert read_card(written(card)) == card


@pytest.mark.parametrize("name", OWN)
def test_what_lies_beside_is_that_of_the_card(name: str) -> None:
    for file, sha256 in cards()[name].files.items():
        assert weights.digest((FOLDER / name / file).read_bytes()) == sha256


@pytest.mark.parametrize(("name", "least"), [("french", 0.48), ("alignment", 0.4), ("chinese", 0.2)])
def test_translators_say_how_good_they_are(name: str, least: float) -> None:
    assert cards()[name].quality["BLEU to 10 words"] >= least


def test_names_that_are_not_there() -> None:
    with pytest.raises(Refused, match=r"no network 'cats'.*digits"):
        shipped.card_of("cats")
    with pytest.raises(Refused, match="digits is no detector"):
        shipped.detector("digits")
    with pytest.raises(Refused, match="digits does not translate"):
        shipped.translator("digits")


def test_cards_are_read_without_torch() -> None:
    code = "import sys; from lossland.models.card import cards; cards(); print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_weights_survive_the_file_to_half_precision() -> None:
    torch.manual_seed(0)
    net = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.BatchNorm2d(2))
    back = weights.unpacked(weights.packed(net))
    assert back.keys() == net.state_dict().keys()
    for name, value in net.state_dict().items():
        assert torch.equal(back[name], value.half().float() if value.is_floating_point() else value)


@pytest.mark.parametrize(
    "content", [b"", b"\x80\x02}q\x00.", b"PK\x03\x04", b"\xff" * 64, b"\x08" + b"\0" * 7 + b"not json"]
)
def test_no_safetensors_file(content: bytes) -> None:
    with pytest.raises(Refused, match="no safetensors file"):
        weights.unpacked(content)


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.safetensors"
    content = (FOLDER / "digits" / "weights.safetensors").read_bytes()
    path.write_bytes(content[:-1] + b"\1")
    with pytest.raises(Refused, match="its card says"):
        weights.read_tensors(path, cards()["digits"].sha256)
