from __future__ import annotations

import itertools
import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lossland.algorithms.sequences.beam_search import Found, Hypothesis, beam_search
from lossland.algorithms.sequences.tokens import BOS, EOS, PAD, UNK
from tests.support.toy_tree import RandomTree

BANNED = (PAD, BOS, UNK)


def log_ps(tree: RandomTree, source: int, said: tuple[int, ...]) -> dict[int, float]:
    """What may follow, by the tree's own table."""
    values = tree.logits((source, BOS, *said)).log_softmax(0).tolist()
    return {token: value for token, value in enumerate(values) if token not in BANNED}


def textbook(
    tree: RandomTree, source: int, B: int, alpha: float, longest: int
) -> tuple[dict[tuple[int, ...], float], dict[tuple[int, ...], float]]:
    """Beam search with dictionaries: what ended, and the last beam, with their sums of logarithms."""
    beam: dict[tuple[int, ...], float] = {(): 0.0}
    finished: dict[tuple[int, ...], float] = {}
    for t in range(1, longest + 1):
        reach = {(*said, k): total + p for said, total in beam.items() for k, p in log_ps(tree, source, said).items()}
        ranked = sorted(reach, key=lambda said: -reach[said])
        finished |= {said: reach[said] for said in ranked[:B] if said[-1] == EOS}
        beam = {said: reach[said] for said in [said for said in ranked[: 2 * B] if said[-1] != EOS][:B]}
        best = sorted((total / len(said) ** alpha for said, total in finished.items()), reverse=True)[:B]
        if not beam or (len(best) == B and (B == 1 or best[-1] >= max(beam.values()) / t**alpha)):
            break
    return finished, beam


def as_sums(found: tuple[Hypothesis, ...]) -> dict[tuple[int, ...], float]:
    return {each.tokens: each.log_p for each in found}


@given(
    st.integers(0, 10_000),
    st.integers(1, 6),
    st.sampled_from([0.0, 0.5, 0.7, 1.0]),
    st.integers(5, 9),
    st.integers(1, 6),
)
def test_it_finds_what_the_textbook_finds(seed: int, B: int, alpha: float, V: int, longest: int) -> None:
    tree = RandomTree(V, seed)
    found = beam_search(tree, tree.begin(3), 3, B, alpha=alpha, longest=longest)
    for source, each in enumerate(found):
        finished, beam = textbook(tree, source, B, alpha, longest)
        assert as_sums(each.finished) == pytest.approx(finished, abs=1e-4)
        assert as_sums(each.beam) == pytest.approx(beam, abs=1e-4)


@given(st.integers(0, 10_000), st.sampled_from([0.0, 0.7, 1.0]))
def test_a_beam_as_wide_as_the_vocabulary_is_an_exhaustive_search_of_short_outputs(seed: int, alpha: float) -> None:
    V, longest = 7, 2
    tree = RandomTree(V, seed)
    (found,) = beam_search(tree, tree.begin(1), 1, V, alpha=alpha, longest=longest)
    scores = {}
    for length in range(1, longest + 1):
        for words in itertools.product([k for k in range(V) if k not in (*BANNED, EOS)], repeat=length - 1):
            said = (*words, EOS)
            total = sum(log_ps(tree, 0, said[:t])[said[t]] for t in range(length))
            scores[said] = total / length**alpha
    best = max(scores, key=lambda said: scores[said])
    assert found.best(alpha)[0].tokens == best
    assert found.best(alpha)[0].score(alpha) == pytest.approx(scores[best], abs=1e-5)


@given(st.integers(0, 10_000))
def test_width_one_is_greedy(seed: int) -> None:
    tree = RandomTree(8, seed)
    (found,) = beam_search(tree, tree.begin(1), 1, 1, longest=12)
    said: tuple[int, ...] = ()
    while len(said) < 12 and said[-1:] != (EOS,):
        following = log_ps(tree, 0, said)
        said = (*said, max(following, key=lambda k: following[k]))
    assert found.best(0.7)[0].tokens == said


@given(st.integers(0, 10_000), st.integers(1, 5))
def test_a_prefix_is_said_and_costs_what_it_costs(seed: int, B: int) -> None:
    tree, prefix = RandomTree(8, seed), (5, 4, 7)
    (found,) = beam_search(tree, tree.begin(1), 1, B, longest=8, prefix=prefix)
    for each in (*found.finished, *found.beam):
        assert each.tokens[:3] == prefix
        assert each.log_ps == pytest.approx(
            [log_ps(tree, 0, each.tokens[:t])[each.tokens[t]] for t in range(len(each.tokens))], abs=1e-5
        )


def test_several_sources_are_searched_as_each_alone() -> None:
    tree = RandomTree(9, 3)
    together = beam_search(tree, tree.begin(5), 5, 3, longest=[3, 9, 5, 1, 7])
    for source, longest in enumerate([3, 9, 5, 1, 7]):
        at = tree.begin(5).rows(torch.tensor([source]))
        (alone,) = beam_search(tree, at, 1, 3, longest=longest)
        assert together[source] == alone


def test_each_step_is_one_call_whatever_the_width() -> None:
    tree = RandomTree(30, 1, sharpness=0.1)
    beam_search(tree, tree.begin(4), 4, 20, longest=6)
    assert tree.calls == 6


def test_the_steps_tell_where_every_hypothesis_comes_from() -> None:
    tree = RandomTree(12, 8)
    (found,) = beam_search(tree, tree.begin(1), 1, 3, longest=6)
    beam = [Hypothesis((), ())]
    for step in found.steps:
        assert [each.log_p for each in step.grown] == sorted((each.log_p for each in step.grown), reverse=True)
        for parent, each in zip(step.parent, step.grown, strict=True):
            assert each.tokens[:-1] == beam[parent].tokens
        beam = [step.grown[k] for k in step.kept]
    assert tuple(beam) == found.beam
    assert tuple(step.grown[k] for step in found.steps for k in step.ended) == found.finished


def test_length_is_normalised_as_the_course_does() -> None:
    short, long = Hypothesis((9, EOS), (-1.0, -1.0)), Hypothesis((9, 9, 9, 9, EOS), (-0.56,) * 5)
    assert short.score(0) > long.score(0)
    assert short.score(0.7) == pytest.approx(-1.231, abs=5e-4)
    assert long.score(0.7) == pytest.approx(-0.908, abs=5e-4)
    assert short.score(1) == pytest.approx(-1.0)
    assert math.isclose(long.score(1), -0.56)


def test_what_two_searches_found_is_told_once() -> None:
    one, other = Hypothesis((9, EOS), (-1.0, -0.5)), Hypothesis((9, EOS), (-1.0, -0.5000001))
    open_end = Hypothesis((9, 9), (-0.1, -0.1))
    found = Found((other, one), (open_end,), ())
    assert found.best(0.7, 5) == [one, open_end]
