"""What learns here, what the lesson says of it, and what a hand can force."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import torch

from lossland.algorithms.sequences.plain_tokens import PlainTokens
from lossland.fields import sentence_pairs
from lossland.fields.sentence_pairs import OwnPairs
from lossland.lab.text import Refused
from lossland.labs.sequences.translation.actions import Look, LookFreely
from lossland.labs.sequences.translation.lab import Translation
from lossland.labs.sequences.translation.learning import translated, up_to_end
from lossland.labs.sequences.translation.params import TranslationParams
from lossland.labs.sequences.translation.pinned import pinned
from lossland.labs.sequences.translation.state import State
from lossland.uploads.pairs import PairsRef, SentencePairs

LAB = Translation()
CPU = torch.device("cpu")


def begun(**params: Any) -> tuple[TranslationParams, State]:
    p = TranslationParams.model_validate({"pairs": 400, **params})
    return p, LAB.start(p, torch.Generator().manual_seed(0), CPU)


@cache
def taught() -> tuple[TranslationParams, State]:
    """200 updates of the lab's defaults, with one vector beside it."""
    p, s = begun(pairs=4000, beside="none")
    for _ in range(200):
        LAB.step(s, p)
    return p, s


def test_attention_translates_the_grammar_after_200_updates_and_one_vector_does_not() -> None:
    _, s = taught()
    own, beside = s.learners
    assert own.bleu > 0.9
    assert beside.bleu < 0.3
    assert own.by_length[-1] > 0.85
    assert beside.by_length[-1] < own.by_length[-1] / 3


def test_the_alignment_crosses_at_the_white_house() -> None:
    p, s = taught()
    found = pinned(s, p)
    assert [piece.strip("▁") for piece in found.said][3:6] == ["the", "white", "house"]
    alphas = found.alphas[0]
    torch.testing.assert_close(alphas.sum(1), torch.ones(len(alphas)))
    assert [piece.strip("▁") for piece in found.source][3:5] == ["maison", "blanche"]
    assert alphas[4].argmax() == 4
    assert alphas[5].argmax() == 3


def test_a_forced_cell_changes_the_sentence_and_can_be_let_go() -> None:
    p, s = taught()
    free = pinned(s, p).said
    LAB.act(s, p, Look(row=5, column=6))  # instead of "house" it has to look at "septembre"
    forced = pinned(s, p)
    assert forced.said[:5] == free[:5]
    assert forced.said != free
    assert forced.alphas[0, 5].argmax() == 6
    drawn = LAB.draw(s, p)
    assert drawn["alignment"]["marks"][5, 6] == 1
    assert drawn["spoken"]["line"].max() == 2
    LAB.act(s, p, Look(row=5, column=6))
    assert pinned(s, p).said == free
    LAB.act(s, p, Look(row=1, column=1))
    LAB.act(s, p, LookFreely())
    assert s.forced == {}


def test_a_prefix_is_said_first() -> None:
    p, s = taught()
    found = pinned(s, p.model_copy(update={"prefix": "they will draw"}))
    assert [piece.strip("▁") for piece in found.said[:3]] == ["they", "will", "draw"]
    assert found.said[-1] == "</s>"


def test_without_the_source_it_says_something_else() -> None:
    p, s = taught()
    two = [p.model_copy(update={"reads": False, "text": text}) for text in (p.text, "tu laveras les chats noirs")]
    assert pinned(s, two[0]).said == pinned(s, two[1]).said
    assert pinned(s, p).said != pinned(s, two[0]).said


@pytest.mark.parametrize("net", ["additive", "dot", "none", "transformer"])
@pytest.mark.parametrize("data", ["phrases", "dates"])
def test_every_network_learns(net: str, data: str) -> None:
    p, s = begun(net=net, data={"kind": data}, units=32, batch=32)
    costs = [float(LAB.step(s, p)["loss"]) for _ in range(25)]
    assert sum(costs[-5:]) < 0.85 * sum(costs[:5])


def own(count: int, **more: Any) -> dict[str, Any]:
    """A file of pairs as a parameter: numbers with a word before or after."""
    pairs = SentencePairs(tuple((f"mot{k} {k}", f"{k} word{k}") for k in range(count)))
    return {"data": OwnPairs(file=PairsRef("0" * 64, pairs), **more)}


def test_own_pairs_are_learned_a_tenth_held_out() -> None:
    p, s = begun(**own(40), units=16)
    assert (len(s.seen.source), len(s.held_out.source)) == (36, 4)
    assert isinstance(s.tokens, PlainTokens)
    assert "mot7" in s.tokens.vocabulary
    LAB.step(s, p)
    _, letters = begun(**own(40, cut="characters"), units=16)
    assert isinstance(letters.tokens, PlainTokens)
    assert "m" in letters.tokens.vocabulary
    q, pieces = begun(**own(40, cut="pieces"), units=16)
    assert pieces.tokens.pieces(pieces.tokens.encode("word12 12"))[0].startswith("▁w")
    LAB.step(pieces, q)
    assert LAB.draw(pieces, q.model_copy(update={"text": "mot3 3"}))["spoken"]["value"].numel() > 3
    with pytest.raises(Refused, match="19 pairs of at most 60 tokens are too few: 20 are needed"):
        begun(**own(19))


@pytest.fixture
def fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tatoeba's French file, with sixty pairs."""
    text = "".join(f"Tom has {k} cats.\tTom a {k} chats.\n" for k in range(60))
    (tmp_path / "fra.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(sentence_pairs, "files_of", lambda _: {"fra.txt": tmp_path / "fra.txt"})


def test_fetched_pairs_are_learned_in_pieces_of_words(fetched: None) -> None:
    p, s = begun(data={"kind": "tatoeba"}, units=16, text="Tom a 7 chats.")
    assert (len(s.seen.source), len(s.held_out.source)) == (54, 6)
    assert s.tokens.decode(s.tokens.encode("Tom a 7 chats.")) == "Tom a 7 chats."
    LAB.step(s, p)
    assert pinned(s, p).source[-1] == "</s>"


def test_with_less_teacher_forcing_its_own_words_are_fed() -> None:
    p, s = begun(units=32, teacher=0.0)
    _, other = begun(units=32, teacher=0.0)
    own, taught_by = LAB.step(s, p)["loss"], LAB.step(other, p.model_copy(update={"teacher": 1.0}))["loss"]
    assert own != taught_by


def test_what_is_said_at_once_has_no_steps_to_force() -> None:
    p, s = begun(net="transformer", order="at once", units=32)
    LAB.step(s, p)
    assert set(LAB.figures(p)) == set(LAB.draw(s, p)) | {"bleu", "loss"}
    with pytest.raises(Refused, match="no steps"):
        LAB.act(s, p, Look(row=0, column=0))


def test_said_at_once_words_are_repeated() -> None:
    """Of two Transformers after 150 updates: how many translations say a word twice in a row."""

    def repeated(order: str) -> float:
        p, s = begun(pairs=4000, net="transformer", order=order, units=64, rate=0.002)
        for _ in range(150):
            LAB.step(s, p)
        rows = translated(s.learners[0].net, s.held_out.source, s.held_out.wanted.shape[1], p).tolist()
        words = [up_to_end(row) for row in rows]
        return sum(any(a == b for a, b in pairwise(said)) for said in words) / len(words)

    assert repeated("at once") > 0.4
    assert repeated("one by one") < 0.1


def test_greedy_translation_in_batches_is_that_of_each_alone() -> None:
    _, s = taught()
    p, net = taught()[0], s.learners[0].net
    source = s.held_out.source[:12]
    together = [up_to_end(row) for row in translated(net, source, 30, p).tolist()]
    alone = [up_to_end(translated(net, row[row != 0][None], 30, p)[0].tolist()) for row in source]
    assert together == alone


def test_saying_red_the_shipped_gru_looks_at_rouge_and_saying_car_at_voiture() -> None:
    p, s = begun(study="shipped", model="alignment", text="Elle a acheté une voiture rouge.")
    found = pinned(s, p)
    assert found.said[:5] == [f"▁{word}" for word in ["She", "bought", "a", "red", "car"]]
    looks = {word: found.source[int(alpha.argmax())] for word, alpha in zip(found.said, found.alphas[0], strict=True)}
    assert (looks["▁red"], looks["▁car"]) == ("▁rouge", "▁voiture")


@pytest.mark.parametrize(
    ("model", "text"), [("french", "Je m'appelle John."), ("alignment", "Je suis là."), ("dates", "21 mai 2075")]
)
def test_shipped_networks_answer_in_the_same_views(model: str, text: str) -> None:
    p, s = begun(study="shipped", model=model, text=text)
    assert LAB.done(s, p)
    drawn = LAB.draw(s, p)
    assert set(drawn) == set(LAB.figures(p)) == {"alignment", "spoken"}
    weights = drawn["alignment"]["weights"]
    torch.testing.assert_close(weights.sum(-1), torch.ones(weights.shape[:-1]))
    maps = LAB.figures(p)["alignment"]
    assert len(weights) == max(1, len(maps.maps))  # type: ignore[union-attr]
