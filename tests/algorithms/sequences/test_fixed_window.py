from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn.functional import cross_entropy

from lossland.algorithms.sequences.fixed_window import (
    FixedWindow,
    Join,
    descend_window,
    fixed_window,
    gradient_of_rows,
    joined,
    scores,
    window_gradients,
)
from lossland.algorithms.sequences.windows import Windows


def windows(seed: int, V: int, B: int, n: int) -> Windows:
    rng = torch.Generator().manual_seed(seed)
    return Windows(
        torch.randint(V, (B,), generator=rng),
        torch.randint(V, (B, n), generator=rng),
        torch.ones(B, n, dtype=torch.bool),
    )


@pytest.mark.parametrize("join", ["concatenated", "mean"])
@given(st.integers(0, 2**31), st.integers(1, 4), st.integers(1, 5))
def test_the_step_is_that_of_autograd(join: Join, seed: int, n: int, d: int) -> None:
    net = FixedWindow(*(x.double() for x in fixed_window(6, d, n, 4, join, torch.Generator().manual_seed(seed))))
    seen = windows(seed, 6, 5, n)
    free = FixedWindow(*(x.clone().requires_grad_() for x in net))
    loss = cross_entropy(scores(free, seen.context), seen.target)
    expected = torch.autograd.grad(loss, free)
    before = [x.clone() for x in net]
    gradients = window_gradients(net, seen)
    torch.testing.assert_close(gradients.loss, loss.detach())
    descend_window(net, seen, gradients, 0.3)
    for now, was, gradient in zip(net, before, expected, strict=True):
        torch.testing.assert_close(now, was - 0.3 * gradient)


@pytest.mark.parametrize("join", ["concatenated", "mean"])
@given(st.integers(0, 2**31), st.integers(1, 4), st.integers(1, 5))
def test_the_gradient_by_the_embedding_is_that_of_autograd_and_0_for_absent_words(
    join: Join, seed: int, n: int, d: int
) -> None:
    net = FixedWindow(*(x.double() for x in fixed_window(12, d, n, 4, join, torch.Generator().manual_seed(seed))))
    seen = windows(seed, 12, 2, n)
    E = net.E.clone().requires_grad_()
    (expected,) = torch.autograd.grad(cross_entropy(scores(net._replace(E=E), seen.context), seen.target), E)
    found = gradient_of_rows(net, seen, window_gradients(net, seen))
    torch.testing.assert_close(found, expected)
    absent = sorted(set(range(12)) - set(seen.context.flatten().tolist()))
    assert absent
    assert not found[absent].any()


def test_four_words_of_300_make_1200_inputs_and_six_1800() -> None:
    rng = torch.Generator().manual_seed(0)
    for n, inputs in ((4, 1200), (6, 1800)):
        net = fixed_window(10, 300, n, 8, "concatenated", rng)
        assert joined(net, torch.zeros(2, n, dtype=torch.long)).shape == (2, inputs)
    assert joined(fixed_window(10, 300, 4, 8, "mean", rng), torch.zeros(2, 4, dtype=torch.long)).shape == (2, 300)


def test_concatenation_sees_the_order_and_the_mean_does_not() -> None:
    context = torch.tensor([[0, 1], [1, 0]])
    for join, alike in (("mean", True), ("concatenated", False)):
        net = fixed_window(4, 5, 2, 6, join, torch.Generator().manual_seed(1))  # type: ignore[arg-type]
        first, second = scores(net, context)
        assert torch.allclose(first, second) == alike


def test_only_rows_of_words_that_were_seen_move_but_all_of_the_layers() -> None:
    net = fixed_window(9, 3, 2, 4, "concatenated", torch.Generator().manual_seed(2))
    seen = Windows(torch.tensor([8]), torch.tensor([[1, 2]]), torch.ones(1, 2, dtype=torch.bool))
    before = [x.clone() for x in net]
    descend_window(net, seen, window_gradients(net, seen), 0.1)
    moved = (before[0] != net.E).any(1)
    assert moved.nonzero().flatten().tolist() == [1, 2]
    assert bool((before[3] != net.W2).all())
