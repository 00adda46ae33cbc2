"""The cells against torch.nn's, gradients by lag against closed forms."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn

from lossland.algorithms.sequences.recurrent_cells import GATES, Kind, RecurrentLayer, gradient_by_lag, kept
from lossland.algorithms.sequences.recurrent_net import RecurrentNet, Shape

ORDER = {
    "rnn": ("candidate",),
    "gru": ("reset", "update", "candidate"),
    "lstm": ("input", "forget", "candidate", "output"),
}
"""In which torch.nn stacks the gates."""


def twin(layer: RecurrentLayer, d: int) -> nn.RNNBase:
    """The library's layer with the same weights."""
    kinds = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}
    made: nn.RNNBase = kinds[layer.kind](d, layer.n, batch_first=True)
    n, names = layer.n, GATES[layer.kind]
    rows = torch.cat([torch.arange(n) + names.index(gate) * n for gate in ORDER[layer.kind]])
    first = dict(made.named_parameters())
    with torch.no_grad():
        first["weight_hh_l0"].copy_(layer.W[rows, :n])
        first["weight_ih_l0"].copy_(layer.W[rows, n:])
        first["bias_ih_l0"].copy_(layer.b[rows])
        first["bias_hh_l0"].zero_()
        if layer.b_a is not None:
            first["bias_hh_l0"][2 * n :] = layer.b_a
    return made


def layer_of(kind: Kind, d: int, n: int, seed: int, form: str = "library") -> RecurrentLayer:
    torch.manual_seed(seed)
    layer = RecurrentLayer(d, n, kind, form=form, keep=0.5)  # type: ignore[arg-type]
    with torch.no_grad():
        for parameter in layer.parameters():
            parameter.add_(0.3 * torch.randn_like(parameter))
    return layer


@pytest.mark.parametrize("kind", GATES)
@given(
    sizes=st.tuples(st.integers(1, 4), st.integers(1, 9), st.integers(1, 5), st.integers(1, 6)), seed=st.integers(0, 99)
)
def test_layers_are_the_librarys_with_their_gradients(kind: Kind, sizes: tuple[int, int, int, int], seed: int) -> None:
    B, T, d, n = sizes
    layer = layer_of(kind, d, n, seed)
    other = twin(layer, d)
    x = torch.randn(B, T, d, requires_grad=True)
    a, wanted = layer(x).a, other(x)[0]
    torch.testing.assert_close(a, wanted)
    weights = torch.randn_like(a)
    own, theirs = (torch.autograd.grad((found * weights).sum(), x)[0] for found in (a, wanted))
    torch.testing.assert_close(own, theirs, rtol=1e-4, atol=1e-5)


def test_the_courses_gru_by_its_own_formulas() -> None:
    layer = layer_of("gru", 3, 4, 0, "course")
    x = torch.randn(2, 5, 3)
    W, b, c = layer.W, layer.b, torch.zeros(2, 4)
    for t in range(5):
        both = torch.cat([c, x[:, t]], 1)
        update = torch.sigmoid(both @ W[:4].T + b[:4])
        reset = torch.sigmoid(both @ W[4:8].T + b[4:8])
        candidate = torch.tanh(torch.cat([reset * c, x[:, t]], 1) @ W[8:].T + b[8:])
        c = update * candidate + (1 - update) * c
    passed = layer(x)
    torch.testing.assert_close(passed.states[-1], c)
    torch.testing.assert_close(kept(layer, passed)[:, -1], 1 - update)


def test_weights_are_not_carried_over_by_swapping_the_update_gate() -> None:
    """The reset gate stands before the matrix in the course and after it in the library; open, both are the same."""
    course, library = layer_of("gru", 3, 4, 1, "course"), layer_of("gru", 3, 4, 1)
    with torch.no_grad():
        library.W.copy_(course.W)
        library.b.copy_(course.b)
        library.W[:4] *= -1  # z = 1 - Γu
        library.b[:4] *= -1
        assert library.b_a is not None
        library.b_a.zero_()
    x = torch.randn(2, 6, 3)
    assert (course(x).a - library(x).a).abs().max() > 1e-3
    with torch.no_grad():
        for layer in (course, library):
            layer.b[4:8] = 50.0
    torch.testing.assert_close(course(x).a, library(x).a)


@pytest.mark.parametrize("kind", GATES)
def test_a_sequence_in_two_parts_is_the_whole(kind: Kind) -> None:
    layer, x = layer_of(kind, 3, 4, 2), torch.randn(2, 7, 3)
    first = layer(x[:, :3])
    second = layer(x[:, 3:], first.last)
    torch.testing.assert_close(torch.cat([first.a, second.a], 1), layer(x).a)


def cell_path(f: float, T: int) -> Tensor:
    """An LSTM whose gates see nothing: f is what it is, and states are summed at the end."""
    layer = RecurrentLayer(1, 1, "lstm").double()
    with torch.no_grad():
        layer.W.zero_()
        layer.b.zero_()
        layer.b[0] = torch.logit(torch.tensor(f, dtype=torch.float64))
    states = layer(torch.zeros(3, T, 1, dtype=torch.float64)).states
    return gradient_by_lag(states[-1].sum(), states)


def test_nine_tenths_over_twenty_steps() -> None:
    found = cell_path(0.9, 21)
    assert found[20] == pytest.approx(0.12158, abs=1e-5)
    torch.testing.assert_close(found, 0.9 ** torch.arange(21, dtype=torch.float64))


def test_what_has_vanished_is_still_measured_and_a_plain_matrix_explodes() -> None:
    def through(weight: float, T: int) -> Tensor:
        layer = RecurrentLayer(1, 1, "rnn")
        with torch.no_grad():
            layer.W.fill_(weight)
            layer.b.zero_()
        states = layer(torch.zeros(1, T, 1)).states  # tanh' = 1 at 0
        return gradient_by_lag(states[-1].sum(), states)

    assert through(0.1, 31)[30] == pytest.approx(1e-30, rel=1e-3)
    assert through(2.0, 31)[30] == pytest.approx(2.0**30)


@pytest.mark.parametrize("kind", GATES)
def test_gradients_by_lag_are_finite_differences(kind: Kind) -> None:
    layer = layer_of(kind, 2, 3, 3).double()
    x = torch.randn(1, 4, 2, dtype=torch.float64)
    passed = layer(x)
    found = gradient_by_lag(passed.a[:, -1].sum(), passed.states)
    a, c = (value.detach() for value in layer(x[:, :2]).last)
    output = layer(x[:, :2]).gates.get("output")

    def after(shift: Tensor) -> Tensor:
        state = c + shift
        begun = output[:, -1] * torch.tanh(state) if output is not None else state
        end: Tensor = layer(x[:, 2:], (begun, state)).a[:, -1].sum()
        return end.detach()

    eps = 1e-6
    slopes = [(after(e) - after(-e)) / (2 * eps) for e in eps * torch.eye(3, dtype=torch.float64)]
    assert found[2] == pytest.approx(float(torch.stack(slopes).norm()), rel=1e-5)
    assert a.shape == c.shape


def test_a_forget_gate_begins_open() -> None:
    for kind, sign in (("lstm", 1.0), ("gru", -1.0)):
        layer = RecurrentLayer(2, 3, kind, keep=1.0)  # type: ignore[arg-type]
        assert layer.b.tolist() == [sign] * 3 + [0.0] * (3 * len(GATES[layer.kind]) - 3)


def test_both_ways_and_deep_is_the_librarys() -> None:
    torch.manual_seed(0)
    net = RecurrentNet("lstm", Shape(V=7, width=3, n=4, outputs=2, layers=2, both_ways=True))
    other = nn.LSTM(3, 4, num_layers=2, bidirectional=True, batch_first=True)
    with torch.no_grad():
        for k in range(2):
            for layers, suffix in ((net.forth, ""), (net.back, "_reverse")):
                assert layers is not None
                own = twin(layers[k], 3 if k == 0 else 8)  # type: ignore[arg-type]
                for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
                    getattr(other, f"{name}_l{k}{suffix}").copy_(getattr(own, f"{name}_l0"))
    words = torch.randint(7, (2, 5))
    torch.testing.assert_close(net(words), net.scores(other(net.embedding(words))[0]))


def test_the_last_word_reaches_the_first_output_only_backwards() -> None:
    for both in (False, True):
        torch.manual_seed(1)
        net = RecurrentNet("gru", Shape(V=5, width=3, n=4, outputs=2, both_ways=both))
        one, other = torch.tensor([[1, 2, 3]]), torch.tensor([[1, 2, 4]])
        assert torch.equal(net(one)[:, 0], net(other)[:, 0]) is not both


def test_counts_of_the_course() -> None:
    """100 units, 10,000 words: W_a is 100 x 10,100; a GRU has three of them, an LSTM four."""
    for kind, G in (("rnn", 1), ("gru", 3), ("lstm", 4)):
        assert RecurrentLayer(10_000, 100, kind).W.shape == (100 * G, 10_100)  # type: ignore[arg-type]


def test_without_tokens_the_vectors_of_the_steps_are_read_as_they_are() -> None:
    torch.manual_seed(0)
    net = RecurrentNet("gru", Shape(0, 2, 5, 1))
    x = torch.randn(3, 7, 2)
    torch.testing.assert_close(net(x), net.top(x).a @ net.scores.weight.T + net.scores.bias)
    assert {name.split(".")[0] for name, _ in net.named_parameters()} == {"forth", "scores"}
