"""The attention lab against the course's numbers, PyTorch, and what must hold for any numbers."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn.functional import scaled_dot_product_attention

from lossland.labs.sequences.attention.state import Attended, Headed, Spread, Stacked
from tests.labs.sequences.attention.computed import computed, preset

NUMBER = st.floats(-4, 4)


def attended(**params: object) -> Attended:
    made = computed(**params).attended
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("params", "alpha", "out"),
    [
        ({}, [0.4223, 0.1554, 0.4223], [0.8446, 0.5777]),
        (preset("rooted"), [0.4011, 0.1978, 0.4011], [0.8022, 0.5989]),
        (preset("doubled"), [0.4683, 0.0634, 0.4683], [0.9366, 0.5317]),
        ({"q": [2, 0]}, [0.4683, 0.0634, 0.4683], [0.9366, 0.5317]),
    ],
)
def test_the_course_s_numbers_come_out(params: dict[str, Any], alpha: list[float], out: list[float]) -> None:
    made = attended(**params)
    assert made.alpha[0].tolist() == pytest.approx(alpha, abs=5e-5)
    assert made.out[0].tolist() == pytest.approx(out, abs=1e-4)
    assert made.e[0].tolist() == ([1, 0, 1] if "times" not in params and "q" not in params else [2, 0, 2])


@given(
    st.lists(NUMBER, min_size=6, max_size=6),
    st.lists(NUMBER, min_size=4, max_size=4),
    st.sampled_from(["none", "causal", "last"]),
    st.floats(0, 8),
)
def test_self_attention_is_that_of_pytorch(X: list[float], W: list[float], mask: str, times: float) -> None:
    made = attended(source="self", form="library", X=X, W_Q=W, W_K=W[::-1], W_V=W, mask=mask, times=times)
    x, w = torch.tensor(X, dtype=torch.float64).view(3, 2), torch.tensor(W, dtype=torch.float64).view(2, 2)
    seen = torch.ones(3, 3, dtype=torch.bool)
    if mask == "causal":
        seen = seen.tril()
    if mask == "last":
        seen[:, 2] = False
    expected = scaled_dot_product_attention(times * (x @ w), x @ w.flip(0, 1), x @ w, seen)
    torch.testing.assert_close(made.out, expected)


@given(
    st.lists(NUMBER, min_size=2, max_size=2),
    st.lists(NUMBER, min_size=6, max_size=6),
    st.sampled_from(["dot", "bilinear", "additive"]),
    st.sampled_from(["none", "causal", "last"]),
)
def test_the_output_is_a_mean_of_the_values(q: list[float], X: list[float], score: str, mask: str) -> None:
    """So it lies in their triangle: no direction in which it goes farther than the farthest value."""
    made = attended(q=q, X=X, score=score, mask=mask)
    assert made.alpha.sum(-1).tolist() == pytest.approx([1.0])
    directions = torch.randn(20, 2, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    assert bool(((made.out @ directions.T) <= (made.V @ directions.T).amax(0) + 1e-9).all())


def test_a_single_causal_query_sees_the_first_key_only() -> None:
    assert attended(mask="causal").alpha.tolist() == [[1, 0, 0]]


def test_a_mask_after_the_softmax_leaves_rows_that_do_not_sum_to_1() -> None:
    made = attended(**preset("masked-late"))
    assert made.alpha.sum(-1).tolist() == pytest.approx([0.4223, 0.5777, 1.0], abs=1e-4)
    right = attended(**preset("causal"))
    assert right.alpha.sum(-1).tolist() == pytest.approx([1, 1, 1])
    assert right.alpha[0].tolist() == [1, 0, 0]


def test_values_and_keys_may_differ() -> None:
    made = attended(**preset("values"))
    assert made.K.tolist() != made.V.tolist()
    torch.testing.assert_close(made.out, made.alpha @ torch.tensor([[3.0, 0], [0, 3], [-2, -1]]).double())


def spread(**params: object) -> Spread:
    made = computed(study="width", **params).spread
    assert made is not None
    return made


def test_the_variance_of_a_score_is_its_width() -> None:
    made = spread()
    ratio = made.variance / made.widths
    assert bool(((ratio > 0.8) & (ratio < 1.4)).all())


def test_without_the_root_slopes_die_and_with_it_they_stay() -> None:
    """As the lesson has it: .02 and .22 at 512 numbers."""
    made = spread()
    assert made.slope[:, -1].tolist() == pytest.approx([0.02, 0.22], abs=0.006)
    assert made.largest[0, -1] > 0.95
    assert made.largest[1].max() < 0.42
    assert spread(d_k=512).alpha[0].max() > 0.99


def headed(**params: object) -> Headed:
    made = computed(study="heads", **params).headed
    assert made is not None
    return made


@pytest.mark.parametrize("order", ["written", "reversed", "exchanged"])
@pytest.mark.parametrize("sentence", ["cat", "river", "library"])
def test_each_head_looks_where_it_says(sentence: str, order: str) -> None:
    made = headed(sentence=sentence, order=order)
    n = len(made.words)
    for head, look in enumerate((-1, 0, 1)):
        found = made.alpha[head].argmax(-1).tolist()
        assert found == [min(n - 1, max(0, place + look)) for place in range(n)]
    for place, word in enumerate(made.words):
        same = [other == word for other in made.words]
        weights = made.alpha[3, place]
        assert weights[torch.tensor(same)].sum() > 0.9
    assert made.alpha.sum(-1).sub(1).abs().max() < 1e-9


def test_order_is_seen_through_positions_only() -> None:
    assert headed().apart > 0.5
    blind = headed(positions=False)
    assert blind.apart < 1e-12
    assert blind.alpha[:3].sub(1 / len(blind.words)).abs().max() < 1e-12
    assert headed(positions=False, mask="causal").apart > 0.1


def stacked(**params: object) -> Stacked:
    made = computed(study="block", **params).stacked
    assert made is not None
    return made


def test_attention_alone_makes_all_tokens_one() -> None:
    made = stacked(**{name: value for name, value in preset("collapsed").items() if name != "study"})
    assert made.alike[3] > 0.99
    assert stacked().alike[-1] < 0.7


@pytest.mark.parametrize("joins", ["encoder", "decoder", "cross", "recurrent"])
def test_a_stack_is_as_high_as_asked_and_its_gradients_are_finite(joins: str) -> None:
    for norm in ("before", "after", "none"):
        made = stacked(joins=joins, norm=norm, blocks=24)
        assert len(made.alike) == len(made.gradient) == 25
        assert bool(made.gradient.isfinite().all())
        assert made.gradient[-1] == 1


def test_norms_before_each_part_keep_the_gradient_and_none_lets_it_grow() -> None:
    assert stacked(norm="before").gradient[0] < 10
    assert stacked(norm="none").gradient[0] > 1000
