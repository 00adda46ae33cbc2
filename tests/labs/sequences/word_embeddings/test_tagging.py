"""Names among words of no labelled sentence."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch.nn.functional import binary_cross_entropy

from lossland.datasets.unseen_names import LABELLED, SENTENCE_WORDS, UNSEEN, few_labelled
from lossland.labs.sequences.word_embeddings.lab import WordEmbeddings
from lossland.labs.sequences.word_embeddings.params import WordEmbeddingsParams
from lossland.labs.sequences.word_embeddings.pictures.names import said_names
from lossland.labs.sequences.word_embeddings.presets import PRESETS
from lossland.labs.sequences.word_embeddings.state import State
from lossland.labs.sequences.word_embeddings.tagging import Tagging, names_right
from lossland.models.shipped import word_vectors

LAB = WordEmbeddings()


def begun(seed: int = 0, **params: Any) -> tuple[State, Tagging, WordEmbeddingsParams]:
    p = WordEmbeddingsParams(study="unseen", **params)
    s = LAB.start(p, torch.Generator().manual_seed(seed), torch.device("cpu"))
    LAB.adopt(s, p, None)
    assert s.tagging is not None
    return s, s.tagging, p


def test_new_sentences_share_no_word_with_labelled_ones_and_all_words_have_vectors() -> None:
    assert not {word for part in LABELLED for word in part} & {word for part in UNSEEN for word in part}
    assert set(SENTENCE_WORDS) <= set(word_vectors()[0])
    assert not {"robert", "lin", "durian", "cultivator"} & set(word_vectors()[0])
    asked = WordEmbeddingsParams().asked.lower().split()
    assert [word for word in asked if word in {word for part in UNSEEN for word in part}] == asked[:2] + asked[4:]
    for lists in (LABELLED, UNSEEN):
        drawn = few_labelled(lists, 40, torch.Generator().manual_seed(0))
        for number, (words, tags) in enumerate(zip(drawn.words.tolist(), drawn.tags.tolist(), strict=True)):
            text = [SENTENCE_WORDS[k] for k in words]
            assert (text[0] in lists.first, text[1] in lists.family) == (number % 2 == 0,) * 2
            assert tags == [1.0 - number % 2] * 2 + [0.0] * 4
            assert text[3] == ("an" if text[4][0] in "aeiou" else "a")


@pytest.mark.seeds(3)
def test_only_the_given_vectors_carry_over_to_words_never_seen(seed: int) -> None:
    s, tagging, p = begun(seed)
    for _ in range(120):
        LAB.step(s, p)
    right = {name: float(value) for name, value in names_right(tagging).items()}
    assert right["seen_hot"] == right["seen_given"] == 1
    assert right["unseen_hot"] == 0.5
    assert right["unseen_given"] > 0.9
    hot, given = said_names(tagging, p.asked.lower().split())
    assert (given > 0.5).tolist() == [True, True, False, False, False, False]
    torch.testing.assert_close(hot[:2], said_names(tagging, ["mango", "candy"])[0])
    assert float(said_names(tagging, ["paris", "is", "a", "city"])[1][0]) > 0.6
    known = sorted(set(tagging.learned_from.words.flatten().tolist()))
    rest = torch.ones(len(SENTENCE_WORDS), dtype=torch.bool)
    rest[known] = False
    assert not tagging.own.weight[rest].any()
    assert bool((tagging.own.weight[known] != 0).any(1).all())


def test_one_update_is_that_of_the_loss_of_all_words() -> None:
    s, tagging, p = begun(labelled=4)
    few = tagging.learned_from
    P = tagging.given(tagging.vectors[few.words])[..., 0].sigmoid().detach()
    before = tagging.vectors.clone()
    said = LAB.step(s, p)
    torch.testing.assert_close(said["tagging_given"], binary_cross_entropy(P, few.tags))
    assert torch.equal(tagging.vectors, before)


def test_what_is_drawn_is_what_both_say_of_three_sentences() -> None:
    s, tagging, p = begun(asked="Robert kennedy, is: ALICE?")
    for _ in range(5):
        LAB.step(s, p)
    arrays = LAB.draw(s, p)
    words = bytes(arrays["names"]["text"].tolist()).decode().split("\n")[:-1]
    assert words[:8] == ["▁robert", "▁kennedy", "▁is", "▁alice"] * 2
    assert arrays["names"]["line"].tolist() == [0] * 4 + [1] * 4 + [k for k in (2, 3, 4, 5) for _ in range(6)]
    value = arrays["names"]["value"]
    assert value.isnan().tolist() == [False] * 4 + [True] + [False] * 27
    both = torch.stack(
        [tagging.hot(tagging.own(tagging.new.words)), tagging.given(tagging.vectors[tagging.new.words])]
    )[..., 0]
    torch.testing.assert_close(value[8:20], both[:, 1].sigmoid().flatten().detach())
    nothing = LAB.draw(s, p.model_copy(update={"asked": "?"}))
    assert len(nothing["names"]["value"]) == 24


def test_the_study_has_its_own_pictures_and_an_end() -> None:
    s, tagging, p = begun()
    assert LAB.figures(p).keys() == {"names", "unseen", "tagging"}
    assert [preset.slug for preset in PRESETS if preset.params.get("study") == "unseen"] == ["unseen"]
    assert not LAB.done(s, p)
    tagging.updates = 600
    assert LAB.done(s, p)
