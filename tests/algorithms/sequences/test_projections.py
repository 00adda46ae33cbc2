from __future__ import annotations

import torch
from hypothesis import given
from hypothesis import strategies as st
from sklearn.decomposition import PCA

from lossland.algorithms.sequences.analogies import lengthless
from lossland.algorithms.sequences.projections import arrows_between, kept_turned, principal, projected

SEEDS = st.integers(0, 2**31)


def vectors(seed: int, V: int = 20, d: int = 6) -> torch.Tensor:
    rng = torch.Generator().manual_seed(seed)
    return torch.randn(V, d, generator=rng, dtype=torch.float64) * torch.arange(1, d + 1) + 3


@given(SEEDS)
def test_the_plane_is_that_of_scikit_learn(seed: int) -> None:
    E = vectors(seed)
    plane = principal(E, 3)
    other = PCA(3).fit(E.numpy())
    ours, theirs = projected(E, plane), torch.from_numpy(other.transform(E.numpy()))
    torch.testing.assert_close(ours * (ours * theirs).sum(0).sign(), theirs)
    torch.testing.assert_close(plane.share, torch.from_numpy(other.explained_variance_ratio_))
    torch.testing.assert_close(plane.directions.T @ plane.directions, torch.eye(3, dtype=torch.float64))


@given(SEEDS)
def test_a_plane_does_not_flip_over(seed: int) -> None:
    plane = principal(vectors(seed), 3)
    flipped = plane._replace(directions=plane.directions * torch.tensor([-1, 1, -1]))
    assert torch.equal(kept_turned(flipped, plane).directions, plane.directions)


def test_vectors_that_are_all_alike_have_no_direction_but_a_picture() -> None:
    plane = principal(torch.ones(5, 4), 2)
    assert projected(torch.ones(5, 4), plane).abs().max() == 0
    assert plane.share.tolist() == [0, 0]


def test_axes_lead_from_word_to_word() -> None:
    E = torch.tensor([[1.0, 0, 0], [0, 1, 0], [0, 0, 2], [3, 3, 0]])
    found = lengthless(E) @ arrows_between(E, torch.tensor([[0, 1], [0, 2]]))
    half = 0.5**0.5
    torch.testing.assert_close(found[:, 0], torch.tensor([-half, half, 0, 0]))
    torch.testing.assert_close(found[:, 1], torch.tensor([-half, 0, half, -0.5]))
