"""What the lesson says of the language model, measured; and its pictures."""

from __future__ import annotations

import math
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
import torch

from lossland.algorithms.sequences.sampling import next_probabilities
from lossland.labs.sequences.recurrent.lab import Recurrent
from lossland.labs.sequences.recurrent.language import Language
from lossland.labs.sequences.recurrent.params import RecurrentParams
from lossland.labs.sequences.recurrent.pictures.seen import CHOICES, Seen
from lossland.labs.sequences.recurrent.presets import PRESETS
from lossland.labs.sequences.recurrent.state import State

LAB = Recurrent()
PRESET = {preset.slug: preset.params for preset in PRESETS}


def begun(preset: str, **params: Any) -> tuple[RecurrentParams, State, Language]:
    p = RecurrentParams.model_validate({**PRESET[preset], **params})
    s = LAB.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
    LAB.adopt(s, p, None)
    assert s.language is not None
    return p, s, s.language


Run = tuple[RecurrentParams, State, Language, list[dict[str, float]]]


def trained(preset: str, steps: int) -> Run:
    p, s, language = begun(preset)
    metrics = [{name: float(value) for name, value in LAB.step(s, p).items()} for _ in range(steps)]
    return p, s, language, metrics


@cache
def letters() -> Run:
    return trained("letters", 120)


def rewritten(run: Run, **changed: Any) -> str:
    """What is written once the controls are moved; they are moved back."""
    p, s, language, _ = run
    now = p.model_copy(update=changed)
    LAB.adopt(s, now, p)
    text = "".join(language.tokens[token] for token in language.text.tokens.tolist())
    LAB.adopt(s, p, now)
    return text


def test_before_training_all_characters_are_equally_likely() -> None:
    p, s, language = begun("letters")
    assert float(LAB.measure(s, p)["perplexity"]) == pytest.approx(36, rel=0.05)
    assert language.text.likely.max() < 0.1


def test_letters_soon_hesitate_less_than_counted_pairs_and_the_same_text_is_held_out_for_both() -> None:
    metrics = letters()[3]
    assert metrics[-1]["perplexity"] < 8
    assert metrics[-1]["perplexity_bigram"] > 10
    assert [k + 1 for k, each in enumerate(metrics) if "perplexity" in each] == [20, 40, 60, 80, 100, 120]


def test_cold_goes_in_circles_and_hot_falls_apart() -> None:
    run = letters()
    cold = rewritten(run, temperature=0.0)
    assert len(cold) == 300
    circle = next(n for n in range(1, 100) if cold[-2 * n : -n] == cold[-n:])
    assert cold[-100:] == (cold[-circle:] * 100)[-100:]

    def surprise(**changed: Any) -> float:
        p, s, language, _ = run
        now = p.model_copy(update=changed)
        LAB.adopt(s, now, p)
        found = -float(language.text.likely.log().mean())
        LAB.adopt(s, p, now)
        return found

    assert surprise(temperature=2.0) > surprise(temperature=2.0, top_k=3) > surprise(temperature=0.0)
    assert surprise(temperature=2.0) > 1.3 * surprise(temperature=0.7)


def test_the_same_dice_are_thrown_again() -> None:
    run = letters()
    before = rewritten(run)
    assert rewritten(run, temperature=1.7) != before
    assert rewritten(run) == before


def test_words_fast_are_learned_by_heart_and_unk_is_never_said() -> None:
    run = trained("by-heart", 160)
    metrics, language = run[3], run[2]
    last = sum(each["perplexity_train"] for each in metrics[-20:]) / 20
    assert last < metrics[-1]["perplexity_bigram"] < metrics[-1]["perplexity"]
    assert language.tokens[language.rejected[0]] == "UNK"
    assert (language.learned == language.rejected[0]).double().mean() > 0.1
    for temperature in (0.7, 2.0):
        now = run[0].model_copy(update={"temperature": temperature})
        LAB.adopt(run[1], now, run[0])
        assert language.rejected[0] not in language.text.tokens.tolist()
        assert len(language.text.tokens) <= 100
        LAB.adopt(run[1], run[0], now)


def test_words_slowly_come_below_the_counted_pairs() -> None:
    metrics = trained("words", 240)[3]
    assert metrics[-1]["perplexity"] < metrics[-1]["perplexity_bigram"] < metrics[119]["perplexity"]


def test_what_is_held_out_is_not_read() -> None:
    _, _, language = begun("letters")
    read = "".join(language.tokens[token] for token in language.learned.tolist())
    held = ["".join(language.tokens[token] for token in row) for row in language.held.tolist()]
    assert all(len(piece) >= 33 for piece in held)
    assert sum(piece in read for piece in held) < 0.2 * len(held)


@pytest.mark.parametrize(("place", "k", "temperature"), [(1, 0, 1.0), (4, 3, 0.5), (100, 1, 2.0), (5, 0, 0.0)])
def test_choices_are_the_networks_probabilities_before_and_after(place: int, k: int, temperature: float) -> None:
    p, s, language, _ = letters()
    now = p.model_copy(update={"place": place, "top_k": k, "temperature": temperature})
    tokens, said, drawn = Seen(s, now).choice
    text = [0, *language.text.tokens.tolist()][:place]
    with torch.no_grad():
        z = language.learner.net(torch.tensor([text]))[0, -1]
    assert said.tolist() == sorted(said.tolist(), reverse=True)
    at = [language.tokens.index(token) for token in tokens]
    torch.testing.assert_close(said, z.double().softmax(0)[at])
    torch.testing.assert_close(drawn, next_probabilities(z, temperature, k)[at])
    arrays = LAB.draw(s, now)
    torch.testing.assert_close(arrays["choice"]["drawn.y"], drawn)
    assert arrays["candidates"]["value"].tolist() == [*said.tolist(), *drawn.tolist()]
    assert bytes(arrays["candidates"]["text"].tolist()).count(b"\n") == 2 * CHOICES


def test_a_text_shows_every_token_with_its_probability() -> None:
    for preset in ("letters", "words"):
        p, s, language = begun(preset)
        written = LAB.draw(s, p)["written"]
        lines = bytes(written["text"].tolist()).decode().split("\n")[:-1]
        assert len(lines) == len(written["value"]) == len(language.text.tokens)
        apart = [line.startswith("▁") for line in lines]
        assert any(apart) is (preset == "words")
    assert LAB.figures(p).keys() == {"written", "choice", "candidates", "perplexity"}


def test_perplexity_is_e_to_the_mean_cross_entropy() -> None:
    p, s, language = begun("letters")
    with torch.no_grad():
        P = language.learner.net(language.held[:, :-1]).double().softmax(-1)
    own = P.gather(-1, language.held[:, 1:, None]).log().mean()
    assert float(LAB.measure(s, p)["perplexity"]) == pytest.approx(math.exp(-float(own)), rel=1e-5)


def test_all_cells_and_both_cuts_learn_the_language() -> None:
    for cell in ("rnn", "gru", "lstm"):
        for tokens in ("words", "characters"):
            p, s, _ = begun("letters", learns=cell, tokens=tokens, units=16, batch=16)
            losses = [float(LAB.step(s, p)["perplexity_train"]) for _ in range(12)]
            assert losses[-1] < losses[0]
            assert all(one != other for one, other in pairwise(losses))
