"""What the lesson says of the three cells, measured; and the pictures against oracles of their own."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from lossland.algorithms.sequences.recurrent_cells import GATES, RecurrentLayer
from lossland.datasets.agreement import SUBJECT, sentences
from lossland.labs.sequences.recurrent.lab import Recurrent
from lossland.labs.sequences.recurrent.learning import OUTPUTS, WAS, WERE, loss
from lossland.labs.sequences.recurrent.params import RecurrentParams
from lossland.labs.sequences.recurrent.pictures.seen import Seen
from lossland.labs.sequences.recurrent.state import State

LAB = Recurrent()
CPU = torch.device("cpu")
Run = tuple[RecurrentParams, State, dict[str, list[float]]]


def trained(steps: int, **params: Any) -> Run:
    p = RecurrentParams.model_validate(params)
    s = LAB.start(p, torch.Generator().manual_seed(0), CPU)
    metrics: dict[str, list[float]] = {}
    for _ in range(steps):
        for name, value in LAB.step(s, p).items():
            metrics.setdefault(name, []).append(float(value))
    return p, s, metrics


@cache
def across() -> Run:
    return trained(250)


def lag(run: Run, kind: str, k: int) -> float:
    return float(Seen(run[1], run[0]).by_lag(kind)[k])


def test_gru_and_lstm_agree_across_the_gap_and_the_rnn_guesses() -> None:
    _, _, metrics = across()
    assert metrics["right_gru"][-1] > 0.99
    assert metrics["right_lstm"][-1] > 0.99
    assert metrics["right_rnn"][-1] < 0.6


def test_the_top_unit_carries_the_plural_with_an_open_gate_and_not_all_units_do() -> None:
    p, s, _ = across()
    seen = Seen(s, p)
    top = seen.order[0]
    amounts = seen.carried.abs()
    assert amounts[top] > 0.98
    assert (amounts < 0.5).sum() >= 8
    assert seen.gate[SUBJECT + 1 :, top].mean() > 0.95
    before = Seen(trained(0)[1], p)
    assert before.carried.abs().max() < 0.1


def test_what_is_carried_is_the_correlation() -> None:
    p, s, _ = across()
    seen = Seen(s, p)
    with torch.no_grad():
        states = seen.net.read(seen.probes.words)[1][-1].states[-1]
    wanted = torch.corrcoef(torch.cat([states.T, seen.probes.plural[None].float()]).double())[-1, :-1]
    torch.testing.assert_close(seen.carried, wanted)


def test_gradients_vanish_in_the_rnn_and_not_in_the_lstm() -> None:
    run = across()
    assert 0.1 < lag(run, "lstm", 4) < 0.3
    assert lag(run, "lstm", 13) > 0.5 * lag(run, "lstm", 4)
    assert lag(run, "rnn", 12) < 0.1 * lag(run, "rnn", 8) < 0.01 * lag(run, "rnn", 4)
    assert lag(run, "rnn", 13) < 1e-4


def test_the_rnn_reads_twins_alike_and_the_lstm_in_two_colours() -> None:
    p, s, _ = across()

    def apart(cell: str) -> float:
        value = LAB.draw(s, p.model_copy(update={"cell": cell}))["carrier"]["value"]
        one, other = value.view(2, -1)[:, SUBJECT + 4 : -1]
        return float((one - other).abs().mean())

    assert apart("lstm") > 0.8
    assert apart("rnn") < 0.01


def test_with_short_gaps_the_rnn_learns_too() -> None:
    _, _, metrics = trained(200, longest=6)
    assert metrics["right_rnn"][-1] > 0.95


def test_gates_that_begin_shut_make_all_three_fail() -> None:
    run = trained(200, keep=-3.0)
    for kind in GATES:
        assert run[2][f"right_{kind}"][-1] < 0.6
        assert lag(run, kind, 12) < 1e-2
    begun = Seen(trained(0, keep=-3.0)[1], run[0])
    assert begun.gate.mean() == pytest.approx(0.05, abs=0.02)


def exploding(seed: int, clip: float) -> tuple[State, list[dict[str, Tensor]]]:
    """The RNN without the others, its recurrent weights six times as large; the metrics of 150 updates."""
    p = RecurrentParams(gain=6.0, clip=clip, batch=16)
    s = LAB.start(p, torch.Generator().manual_seed(seed), CPU)
    s.learners = {"rnn": s.learners["rnn"]}
    return s, [LAB.step(s, p) for _ in range(150)]


def test_large_weights_explode_and_clipping_bounds_the_step_alone() -> None:
    begun = trained(0, gain=6.0)
    assert lag(begun, "rnn", 13) > 10
    late = {0.0: 0.0, 1.0: 0.0}
    for seed in (0, 1):
        for clip in late:
            s, told = exploding(seed, clip)
            assert max(each["norm_rnn"] for each in told) > 50  # it is measured before clipping
            late[clip] += sum(float(each["loss_rnn"]) for each in told[-50:])
            if clip:
                taken = [each.grad for each in s.learners["rnn"].net.parameters() if each.grad is not None]
                assert torch.nn.utils.get_total_norm(taken) < 1.001
                assert told[-1]["right_rnn"] < 0.6
    assert late[1.0] < late[0.0]


def test_the_loss_is_the_verbs_and_a_share_of_the_other_words() -> None:
    _, s, _ = trained(0)
    net = s.learners["gru"].net
    batch = sentences(16, 8, torch.Generator().manual_seed(3))
    scores = net(batch.words)
    assert scores.shape == (16, 10, OUTPUTS)
    others = torch.stack([cross_entropy(scores[:, t], batch.words[:, t + 1]) for t in range(SUBJECT, 9)]).mean()
    verb = cross_entropy(scores[:, -1], torch.where(batch.plural == 1, WERE, WAS))
    cost, told = loss(net, batch, 0.3)
    torch.testing.assert_close(told, verb)
    torch.testing.assert_close(cost, verb + 0.3 * others)


@pytest.mark.parametrize("cell", GATES)
@pytest.mark.parametrize("gate", ["keeps", "writes", "shows"])
@pytest.mark.parametrize("gap", [4, 40])
def test_every_gate_is_drawn_as_a_share(cell: str, gate: str, gap: int) -> None:
    p, s, _ = across()
    drawn = LAB.draw(s, p.model_copy(update={"cell": cell, "gate": gate, "gap": gap}))
    weights = drawn["gates"]["weights"]
    assert weights.shape == (1, 10, gap + 2)
    if cell == "rnn" and gate != "keeps":
        assert weights.isnan().all()
    else:
        assert ((weights >= 0) & (weights <= 1)).all()
    assert bytes(drawn["gates"]["columns"].tolist()).count(b"\n") == gap + 2


@pytest.mark.parametrize("study", ["agreement", "language", "names", "adding"])
def test_the_layers_of_a_deep_network_read_one_another(study: str) -> None:
    p, s, metrics = trained(2, study=study, units=6, batch=16, layers=3)
    assert all(torch.isfinite(torch.tensor(values)).all() for values in metrics.values())
    nets = [each.net for each in s.learners.values()]
    nets += [] if s.language is None else [s.language.learner.net]
    nets += [] if s.naming is None else [each.net for each in s.naming.taggers.values()]
    for net in nets:
        inputs = [
            layer.W.shape[1] - 6 for layer in net.forth if isinstance(layer, RecurrentLayer)
        ]  # beside the old state
        ways = 1 if net.back is None else 2
        assert inputs[1:] == [6 * ways, 6 * ways]
    assert nets
    assert LAB.draw(s, p).keys() <= LAB.figures(p).keys()


def test_few_units_and_both_forms_learn() -> None:
    for form in ("course", "library"):
        _, _, metrics = trained(30, form=form, units=4, batch=16)
        assert all(torch.isfinite(torch.tensor(values)).all() for values in metrics.values())
