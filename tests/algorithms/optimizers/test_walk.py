"""Walks: every mixture of methods against the shared loop, and the moments that are kept."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from lossland.algorithms.optimizers.noise import Noise, gradients
from lossland.algorithms.optimizers.race import judge
from lossland.algorithms.optimizers.rule import Rates, ahead, new_moments, rule_of, update
from lossland.algorithms.optimizers.walk import Trace, prepared, walk
from lossland.algorithms.surfaces.textbook import Surface, landscape

RAVINE = Surface("quadratic", 50.0, 20.0)
START = torch.tensor([-3.0, 2.0], dtype=torch.float64)
NOISE = torch.randn(40, 2, generator=torch.Generator().manual_seed(5), dtype=torch.float64)


def rates(method: str, form: str) -> Rates:
    return Rates(method, form, 0.01, 0.9, 0.99, 0.01)


def alone(k: Rates) -> Trace:
    """One racer by the shared loop of `optimizers`."""
    theta, s, rule, f = START.clone(), new_moments(START), rule_of(k), landscape(RAVINE)
    places, kept = [theta.clone()], []
    for error in NOISE:
        with ahead(theta, s, rule):
            g = f.gradient(theta) + 0.1 * error
        update(theta, g, s, rule)
        places.append(theta.clone())
        kept.append((g, s.m.clone(), s.v.clone(), s.u.clone()))
    return Trace(torch.stack(places), *map(torch.stack, zip(*kept, strict=True)))


MIXTURES = (
    ("sgd",),
    ("sgd", "momentum"),
    ("nesterov", "sgd"),
    ("normalised", "sgd"),
    ("adam", "momentum"),
    ("adamw", "rmsprop", "sgd"),
    ("adagrad", "nesterov"),
    ("adadelta", "sgd", "adam"),
)


@pytest.mark.parametrize("form", ["course", "library"])
@pytest.mark.parametrize("methods", MIXTURES, ids="-".join)
def test_a_walker_is_where_it_would_be_alone_and_remembers_the_same(methods: tuple[str, ...], form: str) -> None:
    racers = tuple(rates(method, form) for method in methods)
    start = START.expand(len(racers), 2)
    found = walk(gradients(RAVINE, Noise(NOISE, 0.1)), start, prepared(racers, len(NOISE)))
    for row, k in enumerate(racers):
        one, expected, rule = found.of(torch.tensor([row])), alone(k), rule_of(k)
        compared: list[tuple[Tensor, Tensor]] = [(one.theta, expected.theta), (one.g, expected.g)]
        compared += [(one.m, expected.m)] if rule.has_m else []
        compared += [(one.v, expected.v)] if rule.has_v else []
        compared += [(one.u, expected.u)] if rule.has_u else []
        for mine, other in compared:
            assert torch.allclose(mine[:, 0], other, rtol=1e-10, atol=1e-12)


def test_the_moments_by_hand() -> None:
    k = rates("adam", "course")._replace(alpha=0.1)
    trace = walk([landscape(RAVINE).gradient] * 3, START[None], prepared((k,), 3)).of(torch.tensor([0]))
    g = [landscape(RAVINE).gradient(theta) for theta in trace.theta]
    assert torch.allclose(trace.g[1], g[1])
    assert torch.allclose(trace.m[1], 0.9 * 0.1 * g[0] + 0.1 * g[1])
    assert torch.allclose(trace.v[1], 0.99 * 0.01 * g[0] ** 2 + 0.01 * g[1] ** 2)
    assert judge(trace.theta, RAVINE, 0.0).left.tolist() == [4]
