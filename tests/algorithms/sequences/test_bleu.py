from __future__ import annotations

import pytest
import sacrebleu
from hypothesis import given
from hypothesis import strategies as st
from sacrebleu.tokenizers.tokenizer_13a import Tokenizer13a

from lossland.algorithms.sequences.bleu import Smoothing, bleu, clipped, n_grams, words_and_marks

WORDS = st.lists(st.sampled_from("abcd"), max_size=9)


@given(st.lists(st.tuples(WORDS, st.lists(WORDS, min_size=2, max_size=2)), min_size=1, max_size=5), st.booleans())
def test_it_is_sacrebleus(sentences: list[tuple[list[str], list[list[str]]]], smooth: bool) -> None:
    method: Smoothing = "exp" if smooth else "none"
    ours = bleu([said for said, _ in sentences], [refs for _, refs in sentences], method)
    streams = [[" ".join(refs[k]) for _, refs in sentences] for k in range(2)]
    theirs = sacrebleu.corpus_bleu(
        [" ".join(said) for said, _ in sentences], streams, tokenize="none", smooth_method=method, force=True
    )
    assert ours.score * 100 == pytest.approx(theirs.score, abs=1e-6)
    assert ours.matches == tuple(theirs.counts)
    assert ours.totals == tuple(theirs.totals)
    assert (ours.length, ours.reference_length) == (theirs.sys_len, theirs.ref_len)
    assert ours.brevity_penalty == pytest.approx(theirs.bp)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=60))
def test_words_and_marks_are_mtevals(text: str) -> None:
    mteval = Tokenizer13a()  # type: ignore[no-untyped-call]
    assert words_and_marks(text) == mteval(text).split()


def test_seven_times_the() -> None:
    said, reference = ["the"] * 7, ["the", "cat", "is", "on", "the", "mat"]
    assert clipped(said, [reference], 1) == {("the",): 2}
    assert bleu([said], [[reference]]).precisions[0] == pytest.approx(2 / 7)


def test_a_short_translation_pays() -> None:
    found = bleu([list("abcde")], [[list("abcdef")]])
    assert found.brevity_penalty == pytest.approx(0.8187, abs=5e-5)
    assert bleu([list("abcdef")], [[list("abcdef")]]).score == 1


def test_an_n_gram_counts_as_in_the_one_reference_that_has_it_most() -> None:
    references = [["the", "cat"], ["the", "the"], ["the", "mat"]]
    assert clipped(["the"] * 5, references, 1)[("the",)] == 2
    assert n_grams(list("aab"), 2) == {("a", "a"): 1, ("a", "b"): 1}


def test_without_smoothing_one_missing_order_makes_it_zero() -> None:
    said, reference = ["a", "cat", "sat", "on", "a", "mat"], ["the", "cat", "is", "on", "the", "mat"]
    assert bleu([said], [[reference]], "none").score == 0
    assert 0 < bleu([said], [[reference]]).score < 1
