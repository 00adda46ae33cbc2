"""Attention: scores, softmax, weighted sum, and what is built of them.

In most studies a parameter change computes what is looked at anew; in two a network is trained. Sources: Bahdanau, Cho and
Bengio 2015; Vaswani et al. 2017, "Attention is all you need".
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

from lossland.algorithms.sequences.attention import attention_weights, causal
from lossland.algorithms.sequences.scores import additive, bilinear, dot, softmax_slopes
from lossland.lab import Experiment
from lossland.labs.sequences.attention.heads import headed
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.reading import read, understood, unread
from lossland.labs.sequences.attention.sentence import read_sentence
from lossland.labs.sequences.attention.stack import drawn, stacked
from lossland.labs.sequences.attention.state import Attended, Spread, State

QUERIES, KEYS, WIDEST = 64, 8, 512


class Attending(Experiment[AttentionParams, State]):
    """Queries look into keys, and take values."""

    slug = "attention"
    Params = AttentionParams

    def start(self, p: AttentionParams, rng: torch.Generator, device: torch.device) -> State:
        q = torch.randn(QUERIES, WIDEST, generator=rng, dtype=torch.float64)
        k = torch.randn(QUERIES, KEYS, WIDEST, generator=rng, dtype=torch.float64)
        words = torch.linalg.qr(torch.randn(16, 16, generator=rng, dtype=torch.float64))[0]
        tokens = torch.randn(2, 8, 32, generator=rng, dtype=torch.float64)
        weights, feeds = drawn(rng)
        reading = unread(p, rng, device) if p.study in ("next", "blank") else None
        return State(q, k, words, tokens, weights, feeds, reading)

    def adopt(self, s: State, p: AttentionParams, old: AttentionParams | None) -> None:
        s.attended = s.spread = s.headed = s.stacked = s.sentence = None
        match p.study:
            case "tokens":
                s.attended = attended(p)
            case "width":
                s.spread = spread(s, p.d_k)
            case "heads":
                s.headed = headed(s.words, p)
            case "block":
                s.stacked = stacked(s, p)
            case "english":
                s.sentence = read_sentence(p.text)
        if s.reading is not None:
            s.reading.optimizer.param_groups[0]["lr"] = p.rate

    def step(self, s: State, p: AttentionParams) -> dict[str, Tensor]:
        return {} if s.reading is None else read(s.reading, p)

    def measure(self, s: State, p: AttentionParams) -> dict[str, Tensor]:
        return {} if s.reading is None else understood(s.reading, p)

    def done(self, s: State, p: AttentionParams) -> bool:
        return s.reading is None


def attended(p: AttentionParams) -> Attended:
    """e = score(q, k); alpha = softmax(e + mask); output = alpha V."""
    Q, K, V = sources(p)
    T, S = len(Q), len(K)
    match p.score:
        case "dot":
            e = dot(Q, K)
        case "bilinear":
            e = bilinear(Q, K, matrix(p.W))
        case "additive":
            e = additive(Q, K, matrix(p.W), matrix(p.v)[0])
    scaled = e / math.sqrt(K.shape[-1]) if p.form == "library" else e
    seen = torch.ones(T, S, dtype=torch.bool)
    if p.mask == "causal":
        seen = causal(S)[-T:] if T > 1 else causal(S)[:1]  # one query stands at the first place
    elif p.mask == "last":
        seen[:, -1] = False
    if p.masked == "before":
        added = scaled.masked_fill(~seen, -torch.inf)
        alpha = attention_weights(scaled, seen)
    else:
        added = scaled
        alpha = attention_weights(scaled) * seen  # wrong: rows do not sum to 1
    return Attended(Q, K, V, e, scaled, seen, added, alpha, alpha @ V, min(p.query, T) - 1)


def sources(p: AttentionParams) -> tuple[Tensor, Tensor, Tensor]:
    """Queries (1 or 3, 2), keys and values (3, 2)."""
    X = matrix(p.X)
    match p.source:
        case "given":
            return p.times * matrix(p.q), X, X
        case "own":
            return p.times * matrix(p.q), matrix(p.K), matrix(p.V)
        case "self":
            Q, K, V = (X @ matrix(W) for W in (p.W_Q, p.W_K, p.W_V))
            return p.times * Q, K, V


def matrix(rows: list[float]) -> Tensor:
    """Rows of two numbers."""
    return torch.tensor(rows, dtype=torch.float64).view(-1, 2)


def spread(s: State, d_k: int) -> Spread:
    """Random queries and keys of 1 to 512 numbers: their scores, and what the softmax makes of them."""
    widths = torch.tensor([2**k for k in range(10)])
    variance, largest, slope = [], [], []
    for d in widths.tolist():
        e = scores(s, d)
        variance.append(e.var(correction=0))
        alpha = torch.stack([e.softmax(-1), (e / math.sqrt(d)).softmax(-1)])  # (2, queries, keys)
        largest.append(alpha.amax(-1).mean(-1))
        slope.append(softmax_slopes(alpha).abs().amax((-2, -1)).mean(-1))
    e = scores(s, d_k)[0]
    shown = torch.stack([e.softmax(-1), (e / math.sqrt(d_k)).softmax(-1)])
    return Spread(widths, torch.stack(variance), torch.stack(largest, 1), torch.stack(slope, 1), shown)


def scores(s: State, d: int) -> Tensor:
    """q' k of the first d numbers: (queries, keys)."""
    return torch.einsum("qd,qkd->qk", s.q[:, :d], s.k[..., :d])
