"""What the lesson says of reading forwards and both ways, measured; and the pictures."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import pytest
import torch

from lossland.datasets.named import FIRST, KINDS
from lossland.labs.sequences.recurrent.lab import Recurrent
from lossland.labs.sequences.recurrent.naming import Naming, named
from lossland.labs.sequences.recurrent.params import RecurrentParams
from lossland.labs.sequences.recurrent.state import State

LAB = Recurrent()
Run = tuple[RecurrentParams, State, Naming, list[dict[str, float]]]


def trained(steps: int, **params: Any) -> Run:
    p = RecurrentParams.model_validate({"study": "names", "learns": "rnn", **params})
    s = LAB.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
    LAB.adopt(s, p, None)
    metrics = [{name: float(value) for name, value in LAB.step(s, p).items()} for _ in range(steps)]
    assert s.naming is not None
    return p, s, s.naming, metrics


@cache
def sixty() -> Run:
    return trained(60)


def test_forwards_is_at_chance_and_both_ways_is_always_right() -> None:
    looks = [each for each in sixty()[3] if "ambiguous_forth" in each]
    assert len(looks) == 6
    assert {each["ambiguous_forth"] for each in looks} == {0.5}
    assert looks[-1]["ambiguous_both"] == 1


@pytest.mark.parametrize(
    "params", [{"units": 64}, {"learns": "lstm", "units": 4}, {"learns": "gru", "form": "library"}]
)
def test_neither_units_nor_cells_help_to_read_forwards(params: dict[str, Any]) -> None:
    assert {each.get("ambiguous_forth", 0.5) for each in trained(10, **params)[3]} == {0.5}


def test_other_words_are_right_forwards_too() -> None:
    by_kind = sixty()[2].by_kind
    assert by_kind["forth"][KINDS.index("ambiguous")] == 0.5
    assert by_kind["forth"][1:].min() > 0.99
    assert by_kind["both"].min() > 0.99


def test_the_loss_forwards_stays_above_the_coin_flips() -> None:
    floor = math.log(2) / 16
    assert floor == pytest.approx(0.0433, abs=5e-5)
    metrics = sixty()[3]
    assert all(each["tagging_forth"] > floor for each in metrics)
    assert metrics[-1]["tagging_forth"] < 1.4 * floor
    assert metrics[-1]["tagging_both"] < 0.1 * floor


def test_up_to_the_ambiguous_word_forwards_says_the_same_of_both_sentences() -> None:
    p, s, _, _ = sixty()
    for first in ("teddy", "rose", "lily", "robin"):
        drawn = LAB.draw(s, p.model_copy(update={"first": first}))["tagged"]
        P = drawn["value"].view(2, 2, -1)  # (sentence, way, word)
        assert torch.equal(P[0, 0, : FIRST + 1], P[1, 0, : FIRST + 1])
        assert 0.25 < P[0, 0, FIRST] < 0.75
        assert P[0, 1, FIRST] > 0.9
        assert P[1, 1, FIRST] < 0.1
        words = bytes(drawn["text"].tolist()).decode().replace("▁", "").split("\n")[:-1]
        assert words.count(first) == 4
        assert len(words) == len(drawn["line"]) == 32


def test_shares_are_counted_from_what_the_networks_say() -> None:
    p, s, naming, _ = trained(10)
    for way, learner in naming.taggers.items():
        with torch.no_grad():
            says = (named(learner.net, naming.new_words).sigmoid() > 0.5).int().tolist()
        tags = naming.new_tags.int().tolist()
        first = [(k % 4 < 2, says[k][FIRST] == tags[k][FIRST]) for k in range(len(says))]
        unclear = [right for is_unclear, right in first if is_unclear]
        assert float(LAB.measure(s, p)[f"ambiguous_{way}"]) == pytest.approx(sum(unclear) / len(unclear))
        second = [says[k][FIRST + 1] == tags[k][FIRST + 1] for k in range(len(says))]
        assert float(naming.by_kind[way][KINDS.index("second")]) == pytest.approx(sum(second) / len(second))
    assert LAB.figures(p).keys() == {"tagged", "by_kind", "ambiguous", "tagging"}
