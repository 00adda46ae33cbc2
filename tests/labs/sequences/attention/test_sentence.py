"""The encoder of the house on any sentence, and what the lesson says of it."""

from __future__ import annotations

import pytest
import torch

from lossland.algorithms.sequences.tokens import START
from lossland.lab import Refused
from lossland.labs.sequences.attention.presets import PRESETS
from lossland.labs.sequences.attention.sentence import BLANK, read_sentence, tokens_of

TEXTS = {preset.slug: str(preset.params.get("text", "")) for preset in PRESETS}


def first(text: str) -> str:
    """The likeliest word for the only blank."""
    ((pieces, _),) = read_sentence(text).guesses
    return pieces[0].removeprefix(START)


def test_every_row_of_every_head_sums_to_one() -> None:
    found = read_sentence("The cat sat on the _ because it was tired.")
    T = len(found.pieces)
    assert found.alpha.shape == (4, 4, T, T)
    torch.testing.assert_close(found.alpha.sum(-1), torch.ones(4, 4, T))
    assert found.pieces.count(BLANK) == 1


def test_a_word_is_as_likely_as_it_is_among_the_guesses_when_it_is_covered() -> None:
    found = read_sentence("I don't know what to do.")
    place = found.pieces.index(f"{START}know")
    covered = read_sentence("I don't _ what to do.")
    (pieces, P) = covered.guesses[0]
    assert covered.pieces[place] == BLANK
    assert float(P[pieces.index(f"{START}know")]) == pytest.approx(float(found.likely[place]), rel=1e-4)


def test_beginning_end_and_blanks_have_no_probability_of_their_own() -> None:
    found = read_sentence("I _ to _.")
    blank = torch.tensor([piece == BLANK for piece in found.pieces])
    unasked = found.likely.isnan()
    assert unasked[[0, -1]].all()
    assert torch.equal(unasked[1:-1], blank[1:-1])
    assert len(found.guesses) == int(blank.sum()) == 2


@pytest.mark.parametrize("text", ["☃", "_", "كلب", "Hello ☃ _ there.", "a\tb", " "])
def test_any_text_is_read(text: str) -> None:
    found = read_sentence(text)
    assert len(found.pieces) == found.alpha.shape[-1]
    assert found.alpha.isfinite().all()


def test_a_sentence_that_is_too_long_says_how_long_it_may_be() -> None:
    with pytest.raises(Refused, match=r"has \d+ tokens; at most 40 are allowed"):
        tokens_of("dog " * 41)


def test_what_follows_a_blank_decides_what_stands_in_it() -> None:
    assert first(TEXTS["both-sides"]) == "are"
    assert first(TEXTS["another-end"]) == "is"


def test_it_knows_no_facts() -> None:
    ((pieces, _),) = read_sentence(TEXTS["facts"]).guesses
    assert all(piece.removeprefix(START).islower() for piece in pieces)


def test_a_head_looks_at_the_word_before_and_one_at_the_word_after() -> None:
    texts = ("I want to go home.", "Tom did not know what to say to her.", "Why did you not tell me anything about it?")
    before, after = [], []
    for alpha in (read_sentence(text).alpha for text in texts):
        within = torch.arange(1, alpha.shape[-1] - 1)
        before.append(alpha[2, 3, within, within - 1].mean())
        after.append(alpha[1, 3, within, within + 1].mean())
    assert 0.6 < float(torch.stack(before).mean()) < 0.75
    assert 0.6 < float(torch.stack(after).mean()) < 0.75
