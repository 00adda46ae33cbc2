"""Pixels descend, the network stays; what the lesson says of the losses is so."""

from __future__ import annotations

from typing import Any

import torch

from lossland.labs.vision.style_transfer.experiment import State, StyleTransfer, gradients, losses
from lossland.labs.vision.style_transfer.networks import seen
from lossland.labs.vision.style_transfer.params import PICTURES, StyleTransferParams

LAB = StyleTransfer()


def started(**params: Any) -> tuple[StyleTransferParams, State]:
    p = StyleTransferParams.model_validate({"size": "96", **params})
    return p, LAB.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))


def trained(steps: int, **params: Any) -> tuple[State, State]:
    """The start and what came of it."""
    p, s = started(**params)
    _, first = started(**params)
    for _ in range(steps):
        LAB.step(s, p)
    return first, s


def test_the_gradient_is_that_of_the_pixels() -> None:
    """Against a finite difference along a random direction, in double precision."""
    p, s = started(begin="noise")
    s.net.double()
    s.C, s.P, s.A = s.C.double(), s.P.double(), [A.double() for A in s.A]
    s.content, s.style = s.content.double(), s.style.double()
    s.pictures = [G.detach().double().requires_grad_() for G in s.pictures]
    way = torch.randn(s.C.shape, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    k, h = 2, 1e-6
    gradients(s, p, [k])
    gradient = s.pictures[k].grad
    assert gradient is not None
    slope = float((gradient * way).sum())

    def cost(shift: float) -> float:
        moved = s.pictures[k].detach() + shift * way
        kept, s.pictures[k] = s.pictures[k], moved.requires_grad_()
        value = float(gradients(s, p, [k]))
        s.pictures[k] = kept
        return value

    measured = (cost(h) - cost(-h)) / (2 * h)
    assert abs(measured - slope) < 1e-3 * abs(slope)


def test_from_noise_both_losses_fall() -> None:
    """Each where it counts most; how far they come in the end is measured at night."""
    first, s = trained(40, begin="noise")
    assert float(first.content[0] / s.content[0]) > 4
    assert float(first.style[-1].mean() / s.style[-1].mean()) > 10


def test_more_weight_on_style_gives_more_style_and_less_content() -> None:
    _, s = trained(40)
    style = s.style.mean(1)
    assert (s.content.diff() > 0).all()
    assert (style[:4].diff() < 0).all()
    assert float(style[-1]) < 0.15


def test_a_picture_in_its_own_style_stays() -> None:
    first, s = trained(3, style={"kind": "shipped", "name": "astronaut"})
    assert float(s.style.abs().max()) < 1e-9
    for G, before in zip(s.pictures, first.pictures, strict=True):
        assert float((G - before).detach().abs().max()) < 1e-3


def test_five_in_one_pass_are_five_alone() -> None:
    p, s = started(begin="noise")
    gradients(s, p, range(PICTURES))
    together = [G.grad.clone() for G in s.pictures if G.grad is not None]
    for k in range(PICTURES):
        gradients(s, p, [k])
        alone = s.pictures[k].grad
        assert alone is not None
        assert torch.allclose(alone, together[k], rtol=1e-3, atol=1e-6 * float(alone.abs().max()))


def test_the_network_is_not_trained() -> None:
    first, s = trained(2)
    assert all(torch.equal(a, b) for a, b in zip(first.net.parameters(), s.net.parameters(), strict=True))
    assert not any(weight.requires_grad for weight in s.net.parameters())


def test_losses_of_nothing_are_one() -> None:
    p, s = started()
    with torch.no_grad():
        features = [torch.zeros_like(f) for f in seen(s.net, s.C)]
        content, style = losses(s, p, features)
    assert torch.allclose(content, torch.ones(1))
    assert torch.allclose(style, torch.ones(1, 6))


def test_fewer_pictures_are_the_middle_ones() -> None:
    """One alone takes the same way as the middle one of five."""
    five, s = started()
    alone, one = started(pictures="1", focus=5)
    assert len(one.pictures) == 1
    for _ in range(2):
        together, single = LAB.step(s, five), LAB.step(one, alone)
    assert torch.allclose(one.pictures[0], s.pictures[2], atol=1e-3)
    assert set(single) == {"content", "style", "style_gain", "content_3", "style_3"} < set(together)
