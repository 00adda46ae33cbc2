"""The generated grammar: its agreement, its English, and what is exchanged in real pairs."""

from __future__ import annotations

import re

import torch

from lossland.datasets.pairs import Exchanged, Pair, split_by_target
from lossland.datasets.phrases import phrases

PAIRS = phrases(3000, torch.Generator().manual_seed(0))


def test_they_are_different_and_the_same_for_the_same_seed() -> None:
    assert len(set(PAIRS)) == 3000
    assert phrases(200, torch.Generator().manual_seed(0)) == PAIRS[:200]


def test_the_same_french_has_one_english() -> None:
    english: dict[str, str] = {}
    for source, target in PAIRS:
        assert english.setdefault(source, target) == target


def test_what_agrees_agrees() -> None:
    for source, target in PAIRS:
        assert not re.search(r"\b(la|une) (chat|chien|livre|jardin|vélo|bateau|cheval|stylo)\b", source)
        assert not re.search(r"\b(le|un) (maison|voiture|table|fleur|porte|pomme)\b", source)
        assert not re.search(r"maison (noir|vert|bleu|lourd|blanc)\b", source)
        assert not re.search(r"\ba [aeiou]", target)
        assert not re.search(r"\b(le|la|je|que|ne) [aeiouéh]", source), source
        assert (" pas" in source) == (" not " in target)
        assert ("est-ce" in source) == bool(re.search(r"(^|and )(do|does|did|will) ", target))


def test_third_persons_and_pasts() -> None:
    text = " ".join(target for _, target in PAIRS)
    for word in ("watches", "carries", "washes", "drew", "looks for", "will find"):
        assert word in text
    assert not re.search(r"(?<!did )(?<!does )(?<!will )\b(she|he|Jane) (watch|carry|find) ", text)


def test_held_out_targets_are_in_no_other_pair() -> None:
    pairs = [Pair(f"s{k}", f"t{k // 3}") for k in range(300)]
    seen, held_out = split_by_target(pairs, 20)
    assert len(seen) + len(held_out) == 300
    assert len(held_out) == 60
    assert not {pair.target for pair in seen} & {pair.target for pair in held_out}
    assert split_by_target(pairs, 20) == (seen, held_out)


def test_names_numbers_and_listed_words_are_exchanged_on_both_sides() -> None:
    pairs = [
        Pair("Tom a 12 ans.", "Tom is 12."),
        Pair("Anna est en septembre.", "Anna is in September."),
        Pair("Boston est grand.", "Boston is big."),
    ]
    months = (("mai", "May"), ("juin", "June"), ("septembre", "September"))
    exchanged = Exchanged(pairs, [months])
    rng = torch.Generator().manual_seed(1)
    seen = set()
    for _ in range(60):
        source, target = exchanged.changed(pairs[0], rng)
        name, number = source.split(" ")[0], source.split(" ")[2]
        assert target == f"{name} is {number}."
        assert name[0] not in "AEIOUHY"
        assert len(number) == 2
        assert number[0] != "0"
        source, target = exchanged.changed(pairs[1], rng)
        french = source.rstrip(".").split(" ")[-1]
        assert target.endswith(f"in {dict(months)[french]}.")
        assert source[0] == "A"
        seen.add(french)
    assert seen == {"mai", "juin", "septembre"}
    assert exchanged.changed(Pair("Il pleut.", "It is raining."), rng) == Pair("Il pleut.", "It is raining.")
