"""RNN, GRU and LSTM as the course writes them: every gate of every step can be looked at.

Sources: Elman 1990 (RNN); Cho et al. 2014 (GRU); Hochreiter and Schmidhuber 1997, Gers et al. 2000 (LSTM); Jozefowicz et al.
2015 (a forget gate that begins open). W = [W_a | W_x] stacks the rows of all gates, in the order of `GATES`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor, nn

Kind = Literal["rnn", "gru", "lstm"]
Form = Literal["course", "library"]

GATES: dict[Kind, tuple[str, ...]] = {
    "rnn": ("candidate",),
    "gru": ("update", "reset", "candidate"),
    "lstm": ("forget", "input", "output", "candidate"),
}
KEEPING: dict[Kind, str] = {"rnn": "", "gru": "update", "lstm": "forget"}
"""The gate that decides how much of the old state stays."""


@dataclass
class Passed:
    """What happened at the T steps of a sequence."""

    a: Tensor
    """(B, T, n), what the layer hands on."""
    states: list[Tensor]
    """T times (B, n), what is remembered: a of an RNN, c of the others. Nodes of the graph: ask for gradients there."""
    gates: dict[str, Tensor]
    """Each (B, T, n), in the order of `GATES`; candidates are values of tanh."""

    @property
    def last(self) -> tuple[Tensor, Tensor]:
        """a and the state after the last step: where a next part of the sequence begins."""
        return self.a[:, -1], self.states[-1]


class RecurrentLayer(nn.Module):
    """d inputs, n units. `keep` > 0: the gate that keeps the old state begins open.

    Course: c = Γu c~ + (1 - Γu) c_old, c~ = tanh(W_c [Γr c_old, x] + b_c). Library (GRU only): c = (1 - z) c~ + z c_old, and
    c~ = tanh(W_cx x + b_c + r (W_ca c_old + b_a)), so it has n biases more.
    """

    def __init__(self, d: int, n: int, kind: Kind, *, form: Form = "course", keep: float = 0.0) -> None:
        super().__init__()
        self.n, self.kind, self.form = n, kind, form
        G = len(GATES[kind])
        limit = n**-0.5
        self.W = nn.Parameter(torch.empty(G * n, n + d).uniform_(-limit, limit))
        self.b = nn.Parameter(torch.zeros(G * n))
        self.b_a = nn.Parameter(torch.zeros(n)) if kind == "gru" and form == "library" else None
        if KEEPING[kind]:
            old_is_1_minus = kind == "gru" and form == "course"
            at = GATES[kind].index(KEEPING[kind]) * n
            nn.init.constant_(self.b[at : at + n], -keep if old_is_1_minus else keep)

    def forward(self, x: Tensor, start: tuple[Tensor, Tensor] | None = None) -> Passed:
        """x (B, T, d), T >= 1, from `start` or from zero."""
        zero = x.new_zeros(len(x), self.n)
        a, c = start or (zero, zero)
        given = torch.nn.functional.linear(x, self.W[:, self.n :], self.b)  # (B, T, G n)
        W_a = self.W[:, : self.n].T  # (n, G n)
        step = {"rnn": self._rnn, "gru": self._gru, "lstm": self._lstm}[self.kind]
        outs, states, gates = [], [], []
        for x_t in given.unbind(1):
            a, c, now = step(x_t, a, c, W_a)
            outs.append(a)
            states.append(c)
            gates.append(torch.stack(now, 1))  # (B, G, n)
        by_name = zip(GATES[self.kind], torch.stack(gates, 1).unbind(2), strict=True)  # each (B, T, n)
        return Passed(torch.stack(outs, 1), states, dict(by_name))

    def _rnn(self, x: Tensor, a: Tensor, _: Tensor, W_a: Tensor) -> tuple[Tensor, Tensor, tuple[Tensor, ...]]:
        a = torch.tanh(torch.addmm(x, a, W_a))
        return a, a, (a,)

    def _gru(self, x: Tensor, c: Tensor, _: Tensor, W_a: Tensor) -> tuple[Tensor, Tensor, tuple[Tensor, ...]]:
        n = self.n
        update, reset = torch.addmm(x[:, : 2 * n], c, W_a[:, : 2 * n]).sigmoid().chunk(2, 1)
        if self.b_a is None:
            candidate = torch.tanh(torch.addmm(x[:, 2 * n :], reset * c, W_a[:, 2 * n :]))
            c = c + update * (candidate - c)
        else:
            candidate = torch.tanh(x[:, 2 * n :] + reset * torch.addmm(self.b_a, c, W_a[:, 2 * n :]))
            c = candidate + update * (c - candidate)
        return c, c, (update, reset, candidate)

    def _lstm(self, x: Tensor, a: Tensor, c: Tensor, W_a: Tensor) -> tuple[Tensor, Tensor, tuple[Tensor, ...]]:
        n = self.n
        z = torch.addmm(x, a, W_a)  # (B, 4 n)
        forget, entry, output = z[:, : 3 * n].sigmoid().chunk(3, 1)
        candidate = torch.tanh(z[:, 3 * n :])
        c = forget * c + entry * candidate
        return output * torch.tanh(c), c, (forget, entry, output, candidate)


def kept(layer: RecurrentLayer, passed: Passed) -> Tensor:
    """(B, T, n) in [0, 1]: the factor on the direct way from a state to the one before it.

    f of an LSTM, 1 - Γu of a GRU (z in the library's form), and of an RNN, which has no such way, the slope of tanh.
    """
    if layer.kind == "rnn":
        return 1 - passed.a**2
    gate = passed.gates[KEEPING[layer.kind]]
    return 1 - gate if layer.kind == "gru" and layer.form == "course" else gate


def gradient_by_lag(loss: Tensor, states: Sequence[Tensor]) -> Tensor:
    """(T,) float64: norm of the gradient of the loss by the state so many steps before the last, mean of the B samples.

    `loss` (0-d) is the sum of the samples' losses. In float64, since squares of what has vanished are 0 in float32.
    """
    gradients = torch.autograd.grad(loss, list(states))
    return torch.stack([gradient.double().norm(dim=1).mean() for gradient in reversed(gradients)])
