"""Gradient descent and its descendants: the same five lines, each method with numbers of its own.

    m <- a m + b g                    first moment: where the gradients point on average
    v <- c v + e g^2                  second moment: how large they are
    d  = p g + q m^                   direction
    r  = sqrt(v^ + eps) + eps'        scale, by coordinate
    theta <- theta - alpha d / r

where m^ and v^ are corrected for their beginning at 0. A method that has no second moment has v = 0 and eps = 1. The
course's form puts epsilon inside the root and keeps the first moment as an average, m <- beta m + (1 - beta) g; the
library's is that of torch.optim, to which the tests compare it. All tensors have the shape of theta; with numbers of
shape (R, 1) the rows of a theta (R, P) each follow a method of their own.

Sources: Polyak 1964, Nesterov 1983; Duchi et al. 2011 (AdaGrad); Hinton 2012 (RMSprop); Zeiler 2012 (AdaDelta); Kingma
and Ba 2015 (Adam); Loshchilov and Hutter 2019 (AdamW).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import torch
from torch import Tensor

EPSILON = 1e-8
ADADELTA_EPSILON = 1e-6

Number = float | Tensor


class Rates(NamedTuple):
    """The numbers that a user sets."""

    method: str
    form: str
    """"course" or "library"."""
    alpha: float
    """Learning rate."""
    beta: float
    """Of the first moment: momentum's rho, Adam's beta."""
    rho: float
    """Of the second moment."""
    decay: float = 0.0
    """Decoupled weight decay, AdamW only: the L2 strength."""


class Rule(NamedTuple):
    """A method as the numbers in the five lines; as it stands, plain gradient descent."""

    alpha: Number
    m_keep: Number = 0.0
    m_take: Number = 0.0
    m_begun: Number = 0.0
    """m^ = m / (1 - m_begun^t)."""
    v_keep: Number = 0.0
    v_take: Number = 0.0
    v_begun: Number = 0.0
    use_g: Number = 1.0
    use_m: Number = 0.0
    inside: Number = 1.0
    """Epsilon inside the root."""
    outside: Number = 0.0
    """Epsilon beside it."""
    u_keep: Number = 0.0
    """AdaDelta's average of squared moves, u <- u_keep u + u_take move^2, whose root multiplies d."""
    u_take: Number = 0.0
    u_inside: Number = 1.0
    ahead: Number = 0.0
    """Nesterov measures the gradient at theta - ahead m."""
    pull: Number = 0.0
    """AdamW: theta <- theta - alpha pull theta, past the moments."""
    has_m: bool = False
    has_v: bool = False
    has_u: bool = False
    looks_ahead: bool = False
    pulls: bool = False


@lru_cache(maxsize=64)  # asked at every update, with new numbers once an epoch at most
def rule_of(k: Rates) -> Rule:
    """The numbers of a method. The course's forms are those of the lessons, the library's those of torch.optim."""
    course, beta, rho = k.form == "course", k.beta, k.rho
    plain = Rule(k.alpha)
    share = 1 - beta if course else 1.0
    inside, outside = (EPSILON, 0.0) if course else (0.0, EPSILON)
    if k.method == "momentum":
        return plain._replace(m_keep=beta, m_take=share, use_g=0.0, use_m=1.0, has_m=True)
    if k.method == "nesterov":
        averaged = plain._replace(m_keep=beta, m_take=share, has_m=True)
        if course:  # the gradient of where m leads
            return averaged._replace(use_g=0.0, use_m=1.0, ahead=k.alpha, looks_ahead=True)
        return averaged._replace(use_m=beta)
    if k.method == "normalised":
        return plain._replace(v_take=1.0, has_v=True, inside=inside, outside=outside)
    if k.method == "adagrad":
        return plain._replace(v_keep=1.0, v_take=1.0, has_v=True, inside=inside, outside=outside)
    if k.method == "rmsprop":
        return plain._replace(v_keep=rho, v_take=1 - rho, has_v=True, inside=inside, outside=outside)
    if k.method == "adadelta":  # the course's has no rate
        squares = plain._replace(v_keep=rho, v_take=1 - rho, inside=ADADELTA_EPSILON, has_v=True)
        moves = squares._replace(u_keep=rho, u_take=1 - rho, u_inside=ADADELTA_EPSILON, has_u=True)
        return moves._replace(alpha=1.0) if course else moves
    if k.method in ("adam", "adamw"):
        first = plain._replace(m_keep=beta, m_take=1 - beta, m_begun=beta, use_g=0.0, use_m=1.0, has_m=True)
        both = first._replace(v_keep=rho, v_take=1 - rho, v_begun=rho, has_v=True, inside=inside, outside=outside)
        pull = 2 * k.decay if course else k.decay
        return both._replace(pull=pull, pulls=pull != 0) if k.method == "adamw" else both
    return plain  # sgd


def stacked(rules: Sequence[Rule], like: Tensor) -> Rule:
    """One rule for the rows of a theta (R, P): numbers become tensors (R, 1) of the kind of `like`."""
    columns = []
    for values in zip(*rules, strict=True):
        flag = isinstance(values[0], bool)
        columns.append(any(values) if flag else like.new_tensor(values)[:, None])
    return Rule._make(columns)


@dataclass
class Moments:
    """What a method remembers, each of theta's shape. Another method, or its other form, begins with new ones."""

    m: Tensor
    v: Tensor
    u: Tensor
    """AdaDelta's average of squared moves."""
    moved: Tensor
    """AdaDelta's last move."""
    t: int = 0
    """Updates so far."""


def new_moments(theta: Tensor) -> Moments:
    """Moments of zero."""
    m, v, u, moved = (torch.zeros_like(theta) for _ in range(4))
    return Moments(m, v, u, moved)


@contextmanager
def ahead(theta: Tensor, s: Moments, k: Rule) -> Iterator[None]:
    """Inside, theta is where the gradient is to be measured, which for most rules is theta itself."""
    if not k.looks_ahead:
        yield
        return
    home = theta.clone()
    plus(theta, s.m, -k.ahead)
    yield
    theta.copy_(home)


def plus(x: Tensor, y: Tensor, times: Number) -> Tensor:
    """x <- x + times y in one operation."""
    return x.addcmul_(y, times) if isinstance(times, Tensor) else x.add_(y, alpha=times)


def remember(s: Moments, g: Tensor, k: Rule) -> None:
    """Takes the gradient g into the moments."""
    s.t += 1
    if k.has_m:
        plus(s.m.mul_(k.m_keep), g, k.m_take)
    if k.has_v:
        plus(s.v.mul_(k.v_keep), g * g, k.v_take)
    if k.has_u:
        plus(s.u.mul_(k.u_keep), s.moved * s.moved, k.u_take)


def direction(s: Moments, g: Tensor, k: Rule) -> tuple[Tensor, Tensor | None]:
    """d, and r or None for r = 1."""
    d = g
    if k.has_m:
        share = k.use_m / (1 - k.m_begun**s.t)  # of m in d: m^ = m / (1 - m_begun^t)
        only = not isinstance(share, Tensor) and k.use_g == 0
        d = s.m if only and share == 1 else s.m * share
        d = d if only else plus(d, g, k.use_g)
    if k.has_u:
        d = d * (s.u + k.u_inside).sqrt_()
    if not k.has_v:
        return d, None
    v_hat = s.v / (1 - k.v_begun**s.t)
    return d, v_hat.add_(k.inside).sqrt_().add_(k.outside)


def update(theta: Tensor, g: Tensor, s: Moments, k: Rule, is_weight: Tensor | None = None) -> None:
    """One update of theta in place by the gradient g. `is_weight` is 1 where a decay acts, everywhere if None."""
    remember(s, g, k)
    if k.pulls:
        pulled = theta if is_weight is None else theta * is_weight
        plus(theta, pulled, -k.alpha * k.pull)
    d, r = direction(s, g, k)
    move = d if r is None else d / r
    if k.has_u:
        s.moved = move
    plus(theta, move, -k.alpha)
