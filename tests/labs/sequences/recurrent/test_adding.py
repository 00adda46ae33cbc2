"""What the lesson says of the adding problem, measured over seeds; and its pictures."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from lossland.datasets.adding import ALWAYS_ONE
from lossland.labs.sequences.recurrent.adding import Adding, answer
from lossland.labs.sequences.recurrent.lab import Recurrent
from lossland.labs.sequences.recurrent.params import RecurrentParams
from lossland.labs.sequences.recurrent.state import State

LAB = Recurrent()
Run = tuple[RecurrentParams, State, Adding]


def begun(seed: int = 0, **params: Any) -> Run:
    p = RecurrentParams.model_validate({"study": "adding", **params})
    s = LAB.start(p, torch.Generator().manual_seed(seed), torch.device("cpu"))
    LAB.adopt(s, p, None)
    assert s.adding is not None
    return p, s, s.adding


def test_the_gru_adds_while_the_rnn_answers_1() -> None:
    errors = {"gru": 0.0, "rnn": 0.0}
    for seed in (0, 1):
        p, s, _ = begun(seed, length=20, units=16, batch=32, rate=0.02)
        s.learners = {kind: s.learners[kind] for kind in errors}
        for _ in range(150):
            LAB.step(s, p)
        for kind in errors:
            errors[kind] += float(LAB.measure(s, p)[f"error_{kind}"]) / 2
    assert errors["gru"] < ALWAYS_ONE / 3
    assert errors["rnn"] > ALWAYS_ONE * 2 / 3


def test_errors_are_told_of_new_sequences_beside_that_of_always_answering_1() -> None:
    p, s, adding = begun(length=8, units=6, batch=8)
    told = [LAB.step(s, p) for _ in range(20)]
    assert [k + 1 for k, each in enumerate(told) if "error_rnn" in each] == [10, 20]
    for kind, learner in s.learners.items():
        with torch.no_grad():
            said = learner.net(adding.new_x)[:, -1, 0].tolist()
        squares = [(y_hat - y) ** 2 for y_hat, y in zip(said, adding.new_sums.tolist(), strict=True)]
        assert float(told[-1][f"error_{kind}"]) == pytest.approx(sum(squares) / len(squares), rel=1e-4)
    assert float(told[-1]["error_one"]) == pytest.approx(1 / 6)
    by_one = float((adding.new_sums - 1).square().mean())
    assert by_one == pytest.approx(ALWAYS_ONE, abs=0.02)


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_each_answer_is_that_of_the_sequence_cut_off_there(cell: str) -> None:
    p, s, adding = begun(length=7, units=5)
    now = p.model_copy(update={"cell": cell, "sequence": 4})
    drawn = LAB.draw(s, now)["summed"]
    x = adding.new_x[3, None]
    with torch.no_grad():
        wanted = torch.cat([answer(s.learners[cell].net, x[:, : t + 1]) for t in range(7)])
    torch.testing.assert_close(drawn["answer.y"], wanted)
    total, so_far, marked = 0.0, [], []
    for k, (value, mark) in enumerate(x[0].tolist()):
        total += value if mark else 0.0
        so_far.append(total)
        marked += [k + 1] if mark else []
    assert drawn["sum.y"].tolist() == pytest.approx(so_far)
    assert drawn["marked.x"].tolist() == marked
    assert sorted([*drawn["plain.x"].tolist(), *marked]) == list(range(1, 8))
    assert so_far[-1] == pytest.approx(float(adding.new_sums[3]))
    assert LAB.figures(now).keys() == {"summed", "errors", "norms"}


def test_over_four_steps_the_rnn_adds_too() -> None:
    errors = 0.0
    for seed in (0, 1):
        p, s, _ = begun(seed, length=5)
        s.learners = {"rnn": s.learners["rnn"]}
        for _ in range(150):
            LAB.step(s, p)
        errors += float(LAB.measure(s, p)["error_rnn"]) / 2
    assert errors < ALWAYS_ONE / 2


def test_who_knows_one_of_the_two_values_errs_by_a_twelfth() -> None:
    _, _, adding = begun(length=20, units=4)
    second = (adding.new_x[:, 10:, 0] * adding.new_x[:, 10:, 1]).sum(1)
    assert float((adding.new_sums - second - 0.5).square().mean()) == pytest.approx(1 / 12, abs=0.01)


def test_the_longest_learn_in_both_forms() -> None:
    for form in ("course", "library"):
        p, s, _ = begun(length=60, units=4, batch=4, form=form, rate=0.05)
        before = LAB.measure(s, p)
        for _ in range(10):
            LAB.step(s, p)
        after = LAB.measure(s, p)
        assert all(float(after[f"error_{kind}"]) < float(before[f"error_{kind}"]) for kind in s.learners)
