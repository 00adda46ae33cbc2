"""The search, its lengths and BLEU: what the lesson says in numbers."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import pytest
import torch

from lossland.algorithms.sequences.search_tree import BEST, DROPPED, ENDED, GREEDY
from lossland.lab.text import Refused
from lossland.labs.sequences.beam_search.lab import BeamSearch
from lossland.labs.sequences.beam_search.params import BeamParams
from lossland.labs.sequences.beam_search.presets import PRESETS
from lossland.labs.sequences.beam_search.state import State

LAB = BeamSearch()


def at(slug: str = "", **params: Any) -> tuple[BeamParams, State]:
    preset = next((dict(preset.params) for preset in PRESETS if preset.slug == slug), {})
    p = BeamParams.model_validate(preset | params)
    s = LAB.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
    LAB.adopt(s, p, None)
    return p, s


def product(s: State) -> float:
    assert s.searched is not None
    return math.exp(s.searched.best[0].total)


@pytest.mark.parametrize(
    ("slug", "width", "P", "said"),
    [
        ("greedy-loses", 1, 0.20, "AB"),
        ("wide-enough", 2, 0.36, "BC"),
        ("no-guarantee", 2, 0.36 * 0.34, "AA"),
        ("no-guarantee", 3, 0.30, "CC"),
    ],
)
def test_the_toy_trees(slug: str, width: int, P: float, said: str) -> None:
    _, s = at(slug, width=width)
    assert product(s) == pytest.approx(P, abs=1e-6)
    assert s.searched is not None
    assert "".join(s.searched.best[0].pieces[:2]) == said


def test_the_tree_shows_what_was_kept_dropped_and_ended() -> None:
    p, s = at("wide-enough")
    assert s.searched is not None
    tree = s.searched.tree
    assert tree.depth.tolist() == [0, 1, 1, 1, 2, 2, 2, 2, 3, 3]
    assert [int((tree.fate[tree.depth == t] != DROPPED).sum()) for t in (1, 2, 3)] == [2, 2, 2]
    assert (tree.fate == ENDED).tolist() == (tree.depth == 3).tolist()
    assert tree.score[tree.fate == ENDED].tolist() == pytest.approx([math.log(0.36), math.log(0.2)], abs=1e-6)
    said = {tuple(tree.pieces[1:])[k - 1]: int(tree.path[k]) for k in (1, 2, 3)}
    assert said == {"A": GREEDY, "B": BEST, "C": 0}
    for t, (before, after) in enumerate(pairwise(tree.depth.tolist())):
        assert after >= before, t
    shown = LAB.draw(s, p.model_copy(update={"shown": 1}))["tree"]
    assert len(shown["parent"]) == 4


def test_moving_along_the_tree_searches_nothing_anew() -> None:
    p, s = at("jane")
    before = s.searched
    LAB.adopt(s, p.model_copy(update={"shown": 2}), p)
    assert s.searched is before
    LAB.adopt(s, p.model_copy(update={"width": 4}), p)
    assert s.searched is not before


def test_scores_of_two_lengths() -> None:
    p, s = at("two-lengths")
    drawn = LAB.draw(s, p)["scores"]
    assert drawn["now.y"].tolist() == pytest.approx([-1.231, -0.908], abs=5e-4)
    assert drawn["h0.y"][[0, -1]].tolist() == pytest.approx([-2.0, -1.0])
    assert drawn["h1.y"][[0, -1]].tolist() == pytest.approx([-2.8, -0.56])
    assert drawn["best.y"].item() == pytest.approx(-0.908, abs=5e-4)


def test_the_product_is_gone_at_46_tokens() -> None:
    p, s = at("underflow")
    drawn = LAB.draw(s, p)["underflow"]
    assert drawn["here.T"].item() == 46
    assert len(drawn["product.x"]) == 45
    assert drawn["there.sum"].item() == pytest.approx(-921, abs=0.1)


def test_bleu_of_the_lesson() -> None:
    _, s = at("the-the")
    assert s.judged is not None
    assert s.judged.bleu.precisions[0] == pytest.approx(2 / 7)
    assert s.judged.counts.tolist() == [True, True] + 5 * [False]
    assert s.judged.bleu.score == 0
    _, s = at("too-short")
    assert s.judged is not None
    assert s.judged.bleu.score == pytest.approx(0.8187, abs=5e-5)
    _, s = at("the-the", candidate="a cat sits on the rug")
    assert s.judged is not None
    assert s.judged.bleu.matches[3] == s.judged.bleu.score == 0


def test_a_sentence_is_searched_and_its_greedy_path_marked() -> None:
    p, s = at("jane")
    searched = s.searched
    assert searched is not None
    assert searched.attention is not None
    T_y, S = len(searched.best[0].pieces), len(searched.source)
    assert searched.attention.shape == (12, T_y, S)
    torch.testing.assert_close(searched.attention.sum(-1), torch.ones(12, T_y))
    scores = [line.score for line in searched.best]
    assert scores == sorted(scores, reverse=True)
    drawn = LAB.draw(s, p)
    assert drawn["looked"]["weights"].shape == (13, T_y, S)
    assert len(drawn["hypotheses"]["value"]) == len(searched.greedy.pieces) + sum(
        len(line.pieces) for line in searched.best
    )


def test_greedy_search_is_sometimes_to_blame_and_a_wide_one_less_often() -> None:
    def blamed(width: int) -> int:
        _, s = at("blame", width=width)
        assert s.blamed is not None
        human, machine = s.blamed.log_ps.unbind(1)
        assert len(human) == 9
        torch.testing.assert_close(human[~s.blamed.wrong], machine[~s.blamed.wrong], atol=1e-5, rtol=0)
        return int((s.blamed.wrong & (human > machine + 1e-5)).sum())

    assert blamed(10) <= blamed(1)


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"study": "sentence", "text": "他是谁"}, "knows"),
        ({"totals": [-1.0, -2.0, -3.0]}, "as many"),
        ({"after": [0.0] * 9}, "0 throughout"),
    ],
)
def test_what_cannot_be_searched_is_refused(params: dict[str, Any], words: str) -> None:
    with pytest.raises((Refused, ValueError), match=words):
        at(**params)
