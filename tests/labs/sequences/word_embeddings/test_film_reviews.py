"""Film reviews that were fetched: here a small file of the same layout."""

from __future__ import annotations

import io
import zipfile
from itertools import product
from pathlib import Path

import pytest
import torch

from lossland.assets.here import within
from lossland.export.script import Experiment, cells, script_of
from lossland.fields import film_reviews as fetched
from lossland.lab import Refused
from lossland.labs.sequences.word_embeddings.judged import judged
from lossland.labs.sequences.word_embeddings.lab import WordEmbeddings
from lossland.labs.sequences.word_embeddings.params import WordEmbeddingsParams
from lossland.labs.sequences.word_embeddings.review_sources import UNKNOWN, reviews_of
from lossland.labs.sequences.word_embeddings.reviewing import rights_of
from lossland.labs.sequences.word_embeddings.state import State

LAB = WordEmbeddings()
FILM = WordEmbeddingsParams(study="sentiment", reviews="film", sentence="A warm, zzyzx film")
SUBJECTS = ("film", "plot", "cast", "story", "comedy", "drama", "script", "music")
PRAISE, BLAME = ("warm", "funny", "clever", "moving", "fresh"), ("dull", "silly", "empty", "tired", "flat")


def lines(words: tuple[str, ...]) -> str:
    parts = product(SUBJECTS, words, ("never", "always"))
    return "".join(f'the {thing} , " {thing}{how}{often} " , is {often} {how} .\n' for thing, how, often in parts)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eighty positive and eighty negative sentences, each with a word of its own."""
    path = tmp_path / "sentence_polarity.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("sentence_polarity/rt-polarity.neg", lines(BLAME))
        archive.writestr("sentence_polarity/rt-polarity.pos", lines(PRAISE))
    monkeypatch.setattr(fetched, "files_of", lambda name: {path.name: path} if name == "sentence-polarity" else {})


def begun(seed: int = 0) -> State:
    s = LAB.start(FILM, torch.Generator().manual_seed(seed), torch.device("cpu"))
    LAB.adopt(s, FILM, None)
    return s


def test_a_fifth_is_held_out_and_rare_words_are_unk(here: None) -> None:
    drawn = reviews_of("film", torch.Generator().manual_seed(0))
    assert (len(drawn.learned_from), len(drawn.held)) == (128, len({review.words for review in drawn.held}))
    assert not {review.words for review in drawn.held} & {review.words for review in drawn.learned_from}
    assert set(drawn.words) == {"the", "is", "never", "always", UNKNOWN, *SUBJECTS, *PRAISE, *BLAME}
    for review in (*drawn.learned_from, *drawn.held):
        assert review.words[2] == UNKNOWN
        assert review.stars == (5 if review.words[-1] in PRAISE else 1)
        assert review.negated == ("never" in review.words)
    again = reviews_of("film", torch.Generator().manual_seed(0))
    other = reviews_of("film", torch.Generator().manual_seed(1))
    assert again == drawn != other


@pytest.mark.seeds(2)
def test_both_learn_them_and_an_unknown_word_is_read_as_unk(here: None, seed: int) -> None:
    s = begun(seed)
    for _ in range(60):
        LAB.step(s, FILM)
    assert s.reviews is not None
    right = rights_of(s.reviews)
    assert float(right["right_mean"]) > 0.9
    assert float(right["right_rnn"]) > 0.9
    said = judged(s.reviews, FILM.sentence)
    assert said.words == ["a", "warm", "zzyzx", "film"]
    assert said.adds.isfinite().all()
    assert float(said.adds[0]) == pytest.approx(float(said.adds[2]), rel=1e-5)
    assert int(said.mean.argmax()) == int(said.rnn.argmax()) == 4


def test_where_they_were_not_fetched_it_is_told_how(tmp_path: Path) -> None:
    with within(tmp_path), pytest.raises(Refused, match="lossland get sentence-polarity") as refused:
        begun()
    assert "影评句子" in refused.value.said.zh


def test_they_are_exported_with_their_data(here: None) -> None:
    params = FILM.model_dump(mode="json")
    parts = cells(Experiment("r", LAB, 0, params, [], 3, "torch", "cpu", {}))
    compile(script_of(parts.texts), "film", "exec")
    assert parts.data is not None
    kept = torch.load(io.BytesIO(parts.data), weights_only=True)
    assert kept["film_reviews"][repr(((), []))] == fetched.film_reviews()
