"""The last passes of a translator: what they begin with, and what is taught in them beside the pairs."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from lossland.datasets.pairs import Pair, without_point
from lossland.datasets.phrases import phrases
from lossland.models.french.phrasebook import PHRASES
from lossland.models.french.train import French
from lossland.models.translating import BARE, TIMES


class Small(French):
    about = replace(French.about, shape={"vocabulary": 200, "width": 16, "heads": 2, "layers": 1, "hidden": 16})
    vocabulary, tokens, passes, last = 200, 400, 1, 1
    phrases = (Pair("Je m'appelle Tom.", "My name is Tom."), Pair("Tom va en France.", "Tom is going to France."))


def begun(steps: int | None = None) -> Small:
    drawn = phrases(120, torch.Generator().manual_seed(0))
    pairs = [Pair(f"{source}.", f"{target}.") for source, target in drawn if not target.endswith("?")]
    return Small([*pairs, Pair("Tom est là.", "Tom is there.")], 0, steps)


def read(recipe: Small, number: int) -> list[Pair]:
    """The pairs of a pass, as the network gets them."""
    recipe.prepared(number)
    return [Pair(*map(recipe.tokeniser.decode, example)) for example in recipe.now[2]]


def test_the_last_passes_begin_with_the_average_as_it_would_ship_and_rise_again() -> None:
    recipe = begun(6)
    assert recipe.first == 3
    rates = []
    for _ in range(3):
        rates.append(recipe.stage())
        recipe.step()
    shipped = [value.half().float() for value in recipe.average.parameters()]
    recipe.begin_again()
    for value, other, wanted in zip(recipe.net.parameters(), recipe.average.parameters(), shipped, strict=True):
        assert torch.equal(value, wanted)
        assert torch.equal(other, wanted)
    assert not recipe.optimizer.state
    again = []
    for _ in range(3):
        again.append(recipe.stage())
        recipe.step()
    assert rates == [(Small.rate, k, 3) for k in range(3)]
    assert again == [(Small.last_rate, k, 3) for k in range(3)]


def test_phrases_stand_in_the_last_passes_alone_each_with_others_in_its_place() -> None:
    recipe = begun()
    first, last = read(recipe, 0), read(recipe, recipe.passes)
    assert not any(pair.target.startswith("My name is ") for pair in first)
    assert len(last) == len(first) + TIMES * len(recipe.phrases)
    named = {pair for pair in last if pair.target.startswith("My name is ")}
    assert all(pair.source.removeprefix("Je m'appelle ") == pair.target.removeprefix("My name is ") for pair in named)
    going = {pair.target.split(" ")[-1] for pair in last if " is going to " in pair.target}
    assert len(going) > 5


def test_some_pairs_lack_their_point_in_the_last_passes() -> None:
    recipe = begun()

    def bare(number: int) -> float:
        pairs = read(recipe, number)[: len(recipe.pairs)]
        return sum(not pair.target.endswith(".") for pair in pairs) / len(pairs)

    assert bare(0) == 0
    assert 0 < bare(recipe.passes) < 2.5 * BARE


@pytest.mark.parametrize(
    ("pair", "wanted"),
    [
        (Pair("Il pleut.", "It is raining."), Pair("Il pleut", "It is raining")),
        (Pair("下雨了。", "It is raining."), Pair("下雨了", "It is raining")),
        (Pair("Vraiment ?", "Really?"), Pair("Vraiment ?", "Really?")),
        (Pair("Il pleut !", "It is raining."), Pair("Il pleut !", "It is raining.")),
    ],
)
def test_the_point_goes_on_both_sides_or_on_none(pair: Pair, wanted: Pair) -> None:
    assert without_point(pair) == wanted


def test_sentences_of_the_phrasebook_are_different() -> None:
    assert len({pair.source for pair in PHRASES}) == len({pair.target for pair in PHRASES}) == len(PHRASES)
