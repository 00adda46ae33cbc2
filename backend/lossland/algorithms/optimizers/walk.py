"""Many optimizers walking on one surface at once, each row of a tensor by numbers of its own, and what they remembered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import torch
from torch import Tensor

from lossland.algorithms.optimizers.noise import Gradient
from lossland.algorithms.optimizers.rule import Number, Rates, Rule, rule_of, stacked


class Trace(NamedTuple):
    """What T updates of R racers left: where they were, what each update took, what it remembered then."""

    theta: Tensor
    """(T + 1, R, 2)"""
    g: Tensor
    """(T, R, 2) gradient that update t -> t + 1 used, noise and all."""
    m: Tensor
    """(T, R, 2) first moment after it took g."""
    v: Tensor
    u: Tensor


class Walk(NamedTuple):
    """T updates of R racers as they were computed."""

    theta: Tensor
    """(T + 1, R, 2)"""
    g: Tensor
    """(T, R, 2)"""
    sums: Tensor
    """(T, S, R, 2), see `Prepared`."""
    take: Tensor
    """(S, R, 2)"""

    def of(self, rows: Tensor) -> Trace:
        """What became of some racers, `rows` (k,)."""
        theta, g, moments = (part.index_select(-2, rows) for part in (self.theta, self.g, self.sums))
        moments = moments * self.take.index_select(-2, rows)  # (T, S, k, 2)
        m, v, u = (moments[:, i] if i < moments.shape[1] else torch.zeros_like(g) for i in range(3))
        return Trace(theta, g, m, v, u)


class Prepared(NamedTuple):
    """All of a race that depends on neither theta nor the noise. Numbers have the shape (R, 2) of theta.

    What is remembered of a racer are up to three sums, sum <- keep sum + (g, g^2, move^2), and what they are read as is
    base + share sum: d, v^ + eps, u + eps. With `take` they are the moments. A method without a first moment has one
    that keeps nothing; one without a second reads 1.
    """

    keep: Tensor
    """(S, R, 2), S is 1 to 3: as many sums as some racer needs."""
    take: Tensor
    base: Tensor
    shares: tuple[Tensor, ...]
    """T of (S, R, 2)."""
    back: Tensor
    """Nesterov measures the gradient at theta + back sum."""
    looks_ahead: bool
    use_g: Tensor
    adds_g: bool
    """Whether d has g besides the first moment."""
    outside: Tensor
    adds_outside: bool
    down: Tensor
    kept: Tensor
    """What AdamW's decay leaves of theta."""
    pulls: bool


@lru_cache(maxsize=8)
@torch.inference_mode()
def prepared(racers: tuple[Rates, ...], steps: int) -> Prepared:
    """Remembered, since dragging the start changes none of it."""
    rules = [rule_of(k) for k in racers]
    like = torch.empty(len(rules), 2, dtype=torch.float64)
    columns = stacked([with_first_moment(k) for k in rules], like)
    k = Rule._make([*(filled(number, like) for number in columns[:16]), *columns[16:]])
    sums = 3 if k.has_u else 2 if k.has_v else 1
    none, one = torch.zeros_like(like), torch.ones_like(like)
    keep, take, base, read, begun = (
        side_by_side(torch.stack([torch.as_tensor(number) for number in numbers[:sums]]))  # (S, R, 2)
        for numbers in (
            (k.m_keep, k.v_keep, k.u_keep),
            (k.m_take, k.v_take, k.u_take),
            (none, k.inside, k.u_inside),
            (k.use_m, one, one),
            (k.m_begun, k.v_begun, none),
        )
    )
    shares = read * take / (1 - powers(begun, steps))  # (T, S, R, 2)
    m_take, use_g, outside, alpha, ahead, pull = (
        torch.as_tensor(number) for number in (k.m_take, k.use_g, k.outside, k.alpha, k.ahead, k.pull)
    )
    return Prepared(
        keep,
        take,
        base,
        side_by_side(shares).unbind(),
        -ahead * m_take,
        k.looks_ahead,
        use_g,
        bool((use_g != 0).any()),
        outside,
        bool((outside != 0).any()),
        -alpha,
        1 - alpha * pull,
        k.pulls,
    )


def with_first_moment(k: Rule) -> Rule:
    """The same rule with d read from a first moment; where there is none, from one that keeps nothing."""
    return k if k.has_m else k._replace(m_keep=0.0, m_take=1.0, use_m=k.use_g, use_g=0.0)


@torch.inference_mode()
def walk(gradients: Sequence[Gradient], start: Tensor, k: Prepared) -> Walk:
    """T updates of theta (R, 2), each by its own gradient, each row as it was prepared.

    The five lines of `optimizers` with all that does not depend on theta computed beforehand, the moments in one tensor,
    and everything written straight to where it is kept: a race is some thousand operations on small tensors, so each
    one less counts. All tensors lie in memory with a coordinate's rows side by side, (2, R), so that the gradients read
    straight lines.
    """
    steps, rows = len(gradients), len(start)
    sums = len(k.keep)
    theta_t = start.new_empty(steps + 1, 2, rows).mT  # (T + 1, R, 2)
    theta_t[0] = start
    sum_t = start.new_empty(steps, sums, 2, rows).mT  # (T, S, R, 2)
    g_t = start.new_empty(steps, 2, rows).mT  # (T, R, 2)
    terms, base, read = torch.zeros_like(k.keep), k.base.clone(), torch.empty_like(k.keep)  # (S, R, 2) each
    g_term, *squares = terms.unbind()
    g_used, d, r, scale, roots = base[0], read[0], read[1 % sums], read[-1], read[1:]
    theta, before = theta_t[0], torch.zeros_like(k.keep)
    each = zip(gradients, theta_t.unbind()[1:], sum_t.unbind(), g_t.unbind(), k.shares, strict=True)
    for gradient, theta_next, now, g, share in each:
        seen = torch.addcmul(theta, k.back, before[0]) if k.looks_ahead else theta
        g_term.copy_(g.copy_(gradient(seen)))
        if squares:
            torch.mul(g, g, out=squares[0])
        torch.addcmul(terms, before, k.keep, out=now)
        if k.adds_g:
            torch.mul(g, k.use_g, out=g_used)
        torch.addcmul(base, share, now, out=read)
        if sums > 1:
            roots.sqrt_()
            if k.adds_outside:
                r.add_(k.outside)
            d.div_(r)
        if sums > 2:
            torch.mul(d.mul_(scale), d, out=squares[1])
        torch.addcmul(theta * k.kept if k.pulls else theta, k.down, d, out=theta_next)
        theta, before = theta_next, now
    return Walk(theta_t, g_t, sum_t, k.take)


def filled(number: Number, like: Tensor) -> Tensor:
    """A number, or one for each row (R, 1), in the shape of `like` (R, 2), each coordinate's rows side by side."""
    return side_by_side(torch.as_tensor(number, dtype=like.dtype).expand_as(like))


def side_by_side(x: Tensor) -> Tensor:
    """The same (..., R, 2) with each coordinate's rows side by side in memory."""
    return x.mT.contiguous().mT


def powers(base: Tensor, steps: int) -> Tensor:
    """base^1 ... base^T: (T, *base.shape)."""
    return base.expand(steps, *base.shape).cumprod(0)
