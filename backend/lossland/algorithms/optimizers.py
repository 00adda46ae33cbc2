"""Gradient descent and its descendants, each a few operations on the flat vectors theta and g (P,).

Every method moves against a direction d divided by a scale r (1 where there is none):

    theta <- theta - alpha d / r

The course's form puts epsilon inside the root and keeps the first moment as an average, m <- beta m + (1 - beta) g;
the library's is that of torch.optim, to which the tests compare it. Sources: Polyak 1964, Nesterov 1983; Duchi et al.
2011 (AdaGrad); Hinton 2012 (RMSprop); Zeiler 2012 (AdaDelta); Kingma and Ba 2015 (Adam); Loshchilov and Hutter 2019.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor

EPSILON = torch.tensor(1e-8)
ADADELTA_EPSILON = torch.tensor(1e-6)


class Rates(NamedTuple):
    """The numbers that a method reads."""

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


@dataclass
class Moments:
    """What a method remembers. It starts anew when the method or the form changes."""

    m: Tensor
    """(P,) first moment; AdaDelta's average of squared moves."""
    v: Tensor
    """(P,) second moment: squared gradients, summed or averaged."""
    moved: Tensor
    """(P,) AdaDelta's last move; empty otherwise."""
    t: int = 0
    """Updates so far."""
    of: str = ""
    """Method and form to which the moments belong."""


def new_moments(theta: Tensor) -> Moments:
    """Moments of zero for theta (P,)."""
    return Moments(torch.zeros_like(theta), torch.zeros_like(theta), theta.new_empty(0))


def prepare(s: Moments, k: Rates) -> None:
    """Empties the moments if they belong to another method."""
    of = f"{k.method} {k.form}"
    if s.of != of:
        s.m.zero_()
        s.v.zero_()
        s.moved = torch.zeros_like(s.m) if k.method == "adadelta" else s.m.new_empty(0)
        s.t, s.of = 0, of


def look_ahead(theta: Tensor, s: Moments, k: Rates) -> Tensor | None:
    """The course's Nesterov measures the gradient at theta - alpha m: goes there and returns the way back, else None."""
    if k.method != "nesterov" or k.form != "course":
        return None
    home = theta.clone()
    theta.sub_(s.m, alpha=k.alpha)
    return home


def remember(s: Moments, g: Tensor, k: Rates) -> None:
    """Takes the gradient g into the moments."""
    s.t += 1
    if k.method in ("momentum", "nesterov"):
        if k.form == "course":
            s.m.lerp_(g, 1 - k.beta)  # m = beta m + (1 - beta) g
        else:
            s.m.mul_(k.beta).add_(g)  # m = beta m + g
    elif k.method == "normalised":
        torch.mul(g, g, out=s.v)  # v = g^2
    elif k.method == "adagrad":
        s.v.addcmul_(g, g)  # v = v + g^2
    elif k.method == "rmsprop":
        s.v.lerp_(g * g, 1 - k.rho)  # v = rho v + (1 - rho) g^2
    elif k.method == "adadelta":
        s.m.lerp_(s.moved * s.moved, 1 - k.rho)
        s.v.lerp_(g * g, 1 - k.rho)
    elif k.method in ("adam", "adamw"):
        s.m.lerp_(g, 1 - k.beta)
        s.v.lerp_(g * g, 1 - k.rho)


def direction(s: Moments, g: Tensor, k: Rates) -> tuple[Tensor, Tensor | None]:
    """d (P,) and r (P,), or None for r = 1."""
    if k.method == "momentum":
        return s.m, None
    if k.method == "nesterov":
        return (s.m if k.form == "course" else g.add(s.m, alpha=k.beta)), None
    if k.method in ("normalised", "adagrad", "rmsprop"):
        return g, root(s.v, 1.0, k.form)
    if k.method == "adadelta":
        return g * torch.add(ADADELTA_EPSILON, s.m).sqrt_(), torch.add(ADADELTA_EPSILON, s.v).sqrt_()
    if k.method in ("adam", "adamw"):
        return s.m, root(s.v, 1 - k.rho**s.t, k.form)
    return g, None  # sgd


def root(v: Tensor, correction: float, form: str) -> Tensor:
    """sqrt(v^ + epsilon), in the library's form sqrt(v^) + epsilon, where v^ = v / correction."""
    if form == "course":
        return torch.add(EPSILON, v, alpha=1 / correction).sqrt_()
    return torch.add(EPSILON, v.sqrt(), alpha=correction**-0.5)


def step_size(s: Moments, k: Rates) -> float:
    """What multiplies d / r: alpha, with Adam's bias correction of m. The course's AdaDelta has no rate."""
    if k.method in ("adam", "adamw"):
        return k.alpha / (1 - k.beta**s.t)
    return 1.0 if k.method == "adadelta" and k.form == "course" else k.alpha


def update(theta: Tensor, g: Tensor, is_weight: Tensor, s: Moments, k: Rates) -> None:
    """One update of theta (P,) in place by the gradient g."""
    remember(s, g, k)
    if k.method == "adamw" and k.decay:
        pull = 2 * k.decay if k.form == "course" else k.decay
        theta.addcmul_(theta, is_weight, value=-k.alpha * pull)  # w <- w - alpha (2) lambda w, past the moments
    d, r = direction(s, g, k)
    if r is None:
        theta.sub_(d, alpha=step_size(s, k))
    else:
        theta.addcdiv_(d, r, value=-step_size(s, k))
        if k.method == "adadelta":
            s.moved = d / r
