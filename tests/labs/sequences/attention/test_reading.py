"""The networks that read: what they are asked, what they see, that they learn."""

from __future__ import annotations

import math

import pytest
import torch

from lossland.api.plotly_text import words
from lossland.datasets.manual import ALPHABET, LENGTH, manual
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.read_params import LINES
from lossland.labs.sequences.attention.reading import GONE, NEVER, asked, pieces
from lossland.labs.sequences.attention.state import State
from tests.labs.sequences.attention.computed import LAB, computed, drawn, preset


def trained(steps: int, **params: object) -> tuple[State, AttentionParams, dict[str, float]]:
    torch.manual_seed(0)
    p = AttentionParams.model_validate(params)
    s = computed(**params)
    for _ in range(steps):
        LAB.step(s, p)
    return s, p, {name: float(value) for name, value in LAB.measure(s, p).items()}


def test_the_text_is_english_in_an_alphabet_of_35() -> None:
    text = "".join(ALPHABET[k] for k in manual().tolist())
    assert len(text) == LENGTH
    assert len(set(ALPHABET)) == len(ALPHABET) == 35
    assert text.count(" the ") > 1000
    assert "  " not in text
    for line in LINES.values():
        assert set(line) <= set(ALPHABET)
        assert len(line) <= 48


def test_the_next_character_is_asked_at_every_place() -> None:
    x = pieces(torch.arange(60), torch.tensor([0, 5]))
    given, said = asked(x, torch.zeros(2, 48), AttentionParams(study="next"))
    assert torch.equal(said, given + 1)


def test_blanks_are_asked_where_they_are_and_nowhere_else() -> None:
    x = pieces(torch.arange(60) % 30, torch.tensor([0, 5]))
    blanks = torch.rand(2, 48, generator=torch.Generator().manual_seed(0))
    given, said = asked(x, blanks, AttentionParams(study="blank", hidden=0.3))
    gone = blanks < 0.3
    assert bool((given[gone] == GONE).all())
    assert torch.equal(said[gone], x[:, :-1][gone])
    assert bool((said[~gone] == NEVER).all())
    assert torch.equal(given[~gone], x[:, :-1][~gone])


def test_the_loss_begins_above_that_of_even_guesses_and_falls_below() -> None:
    """One embedding serves input and output: at first it repeats what it was given."""
    assert trained(0, study="next")[2]["read_held_loss"] > math.log(35)
    assert trained(80, study="next")[2]["read_held_loss"] < 2.6
    assert trained(0, study="blank")[2]["read_held_loss"] > trained(40, study="blank")[2]["read_held_loss"]


def test_what_comes_next_is_never_seen() -> None:
    """No character changes what was said before it."""
    s, _, _ = trained(3, study="next")
    assert s.reading is not None
    x = s.reading.held[:1, :20].clone()
    y = x.clone()
    y[0, 12] = (y[0, 12] + 1) % 35
    seen = torch.ones(20, 20, dtype=torch.bool).tril()
    with torch.no_grad():
        one, other = s.reading.net(x, seen), s.reading.net(y, seen)
        torch.testing.assert_close(one[:, :12], other[:, :12])
        assert not torch.allclose(one[:, 12:], other[:, 12:])
        assert not torch.allclose(*(s.reading.net(z, torch.ones_like(seen))[:, :12] for z in (x, y)))


@pytest.mark.parametrize("study", ["next", "blank"])
def test_maps_are_those_that_the_network_uses(study: str) -> None:
    arrays = drawn(study=study, layers=3, heads="8")
    weights = arrays["reads"]["weights"]
    n = len(LINES["class"])
    assert weights.shape == (24, n, n)
    assert weights.sum(-1).sub(1).abs().max() < 1e-5
    assert bool((weights.triu(1) == 0).all()) is (study == "next")
    assert len(words(arrays["reads"]["rows"].numpy())) == n


def test_guesses_stand_where_they_belong() -> None:
    arrays = drawn(study="next", line="value")["guesses"]
    n = len(LINES["value"])
    assert "".join(words(arrays["text"].numpy())[:n]) == LINES["value"]
    assert bool(arrays["value"][[0, n]].isnan().all())
    assert bool((arrays["value"][1:n] <= arrays["value"][n + 1 :] + 1e-6).all())
    blanks = drawn(study="blank")["guesses"]
    text, told = (words(blanks["text"].numpy())[part] for part in (slice(0, 43), slice(43, None)))
    asked_at = [place for place, character in enumerate(text) if character == "□"]
    assert asked_at == list(range(3, 43, 5))
    assert blanks["value"][:43].isfinite().nonzero()[:, 0].tolist() == asked_at
    assert all(told[place] == character for place, character in enumerate(LINES["class"]) if place not in asked_at)


def test_where_nothing_is_trained_a_start_is_its_end() -> None:
    for params in ({}, preset("heads"), preset("block")):
        s = computed(**params)
        assert s.reading is None
        assert LAB.done(s, AttentionParams.model_validate(params))
        assert LAB.measure(s, AttentionParams.model_validate(params)) == {}
