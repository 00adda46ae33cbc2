from __future__ import annotations

import gzip
from pathlib import Path

import pytest
import torch

from lossland.algorithms.sequences.analogies import neighbours, solved
from lossland.lab.text import Refused
from lossland.models.card import FOLDER, cards
from lossland.models.pairs import english_sentences
from lossland.models.shipped import word_vectors
from lossland.models.words.questions import RELATIONS, pairs, questions

WORDS, E = word_vectors()
INDEX = {word: k for k, word in enumerate(WORDS)}


def test_every_word_has_a_vector_and_stands_once() -> None:
    assert len(WORDS) == len(set(WORDS)) == len(E) == len(INDEX)
    assert E.shape[1] == 64
    assert bool((E.norm(dim=1) > 0).all())
    assert (FOLDER / "words" / "weights.safetensors").stat().st_size <= 1.4e6
    assert WORDS[0] in ("i", "the", "to", "tom")


@pytest.mark.parametrize("name", RELATIONS)
def test_analogies_are_solved_as_often_as_the_card_says(name: str) -> None:
    asked = torch.tensor([[INDEX[word] for word in four] for four in questions(name) if INDEX.keys() >= set(four)])
    assert float(solved(E, asked).float().mean()) == pytest.approx(cards()["words"].quality[name], abs=0.005)
    known = {word for pair in pairs(name) for word in pair} & INDEX.keys()
    assert len(known) >= 0.9 * 2 * len(pairs(name))


@pytest.mark.parametrize(
    ("word", "near"), [("king", "queen"), ("dog", "cat"), ("monday", "friday"), ("drink", "eat"), ("mother", "father")]
)
def test_a_word_has_another_of_its_kind_among_its_neighbours(word: str, near: str) -> None:
    found = [WORDS[k] for k in neighbours(E, INDEX[word], 15).ids.tolist()]
    assert near in found
    assert word not in found


def test_sentences_are_those_of_both_files_or_of_the_one_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "cmn.txt").write_text("我去。\tI go.\n你去。\tYou go.\tsomebody\n", encoding="utf-8")
    assert english_sentences(tmp_path) == ["I go.", "You go."]
    (tmp_path / "fra-eng.tsv.gz").write_bytes(gzip.compress("J'y vais.\tI go.\nVa là.\tGo there.\n".encode()))
    assert english_sentences(tmp_path) == ["Go there.", "I go.", "You go."]


def test_without_a_file_the_refusal_names_one(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"fra-eng\.zip"):
        english_sentences(tmp_path)
