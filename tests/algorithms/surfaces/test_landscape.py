"""Planes, projections and surfaces against loops, numpy and closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.func import functional_call

from lossland.algorithms.nets.row_nets import Net, filters, initial, parts, size
from lossland.algorithms.surfaces.landscape import (
    Plane,
    at_points,
    between,
    filter_normalised,
    lattice,
    on_plane,
    points,
    principal_plane,
    project,
    through,
)
from tests.algorithms.nets.test_row_nets import NETS, Module, every_net, samples


def normal(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


@every_net
def test_directions_have_the_norms_of_the_weights_filters(net: Net) -> None:
    theta = initial(net, torch.Generator().manual_seed(1)) + 0.1
    D = filter_normalised(normal(2, size(net)), theta, filters(net))
    for part in parts(net):
        w = theta[part.begin : part.bias].view(part.filters, -1).norm(dim=1)
        for d in D:
            torch.testing.assert_close(d[part.begin : part.bias].view(part.filters, -1).norm(dim=1), w)
            assert not d[part.bias : part.end].any()


@every_net
@pytest.mark.parametrize("skip", [False, True])
def test_the_surface_is_a_loop_of_functional_call(net: Net, skip: bool) -> None:
    data = samples(net, 25)
    theta = initial(net, torch.Generator().manual_seed(1))
    plane = Plane(theta, filter_normalised(normal(2, size(net)), theta, filters(net)))
    ab = lattice(torch.tensor([-1.0, -0.5]), torch.tensor([1.0, 0.5]), 5, 4)
    found = on_plane(net, plane, ab, data, skip)
    module = Module(net, skip)
    for index, (a, b) in enumerate(ab.tolist()):
        module.take(theta + a * plane.D[0] + b * plane.D[1])
        f = functional_call(module, dict(module.named_parameters()), (data.x.T,))
        expected = torch.nn.functional.cross_entropy(f, data.y.argmax(0)).item()
        assert float(found[0, index]) == pytest.approx(expected, rel=1e-5, abs=1e-5)
        two = f.topk(2).values  # at a = -1 whole layers are 0 and all outputs equal
        right = ((f.argmax(1) == data.y.argmax(0)) & (two[:, 0] > two[:, 1])).float().mean()
        assert float(found[1, index]) == pytest.approx(right.item(), abs=1e-6)
    torch.testing.assert_close(found, at_points(net, points(plane, ab), data, skip), rtol=1e-4, atol=1e-5)


def test_the_grid_runs_along_a_first_and_can_be_taken_by_rows() -> None:
    low, high = torch.tensor([0.0, 10.0]), torch.tensor([2.0, 13.0])
    ab = lattice(low, high, 4, 3)
    assert ab[:4].tolist() == [[0, 10], [1, 10], [2, 10], [0, 11]]
    assert torch.equal(torch.cat([lattice(low, high, 4, 3, 0, 1), lattice(low, high, 4, 3, 1, 4)]), ab)


def test_many_networks_are_computed_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    net, data = NETS[1], samples(NETS[1], 20)
    theta = normal(7, size(net))
    whole = at_points(net, theta, data, torch.ones(7))
    monkeypatch.setattr("lossland.algorithms.surfaces.landscape.NUMBERS_AT_ONCE", 250)
    torch.testing.assert_close(at_points(net, theta, data, torch.ones(7)), whole)


@every_net
@pytest.mark.parametrize("skip", [False, True])
@pytest.mark.parametrize("numbers", [1, 1500])
def test_memory_that_is_used_again_changes_no_number(
    net: Net, skip: bool, numbers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One network at a time, or a few with a rest at the end, against all weights at once."""
    data = samples(net, 9)
    theta = initial(net, torch.Generator().manual_seed(1))
    plane = Plane(theta, filter_normalised(normal(2, size(net)), theta, filters(net)))
    ab = lattice(torch.tensor([-0.8, -0.5]), torch.tensor([0.7, 0.5]), 5, 7)
    whole = at_points(net, points(plane, ab), data, skip)
    monkeypatch.setattr("lossland.algorithms.surfaces.landscape.NUMBERS_AT_ONCE", numbers)
    torch.testing.assert_close(on_plane(net, plane, ab, data, skip), whole, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("seed", range(3))
def test_projection_is_least_squares_and_pythagoras_holds(seed: int) -> None:
    plane = Plane(normal(60, seed=seed), normal(2, 60, seed=seed + 10))  # neither normal nor orthogonal
    ab = normal(5, 2, seed=seed + 20)
    back = project(plane, points(plane, ab))
    torch.testing.assert_close(back.ab, ab, rtol=1e-4, atol=1e-5)
    assert float(back.off.max()) < 1e-4
    assert float(back.share.min()) > 1 - 1e-6

    theta = normal(5, 60, seed=seed + 30)
    found = project(plane, theta)
    expected = np.linalg.lstsq(plane.D.T.numpy(), (theta - plane.centre).T.numpy(), rcond=None)[0].T
    np.testing.assert_allclose(found.ab.numpy(), expected, rtol=1e-3, atol=1e-4)
    inside = (found.ab @ plane.D).square().sum(1)
    whole = (theta - plane.centre).square().sum(1)
    torch.testing.assert_close(inside + found.off.square(), whole)
    torch.testing.assert_close(found.share, inside / whole)


def test_the_centre_is_wholly_in_its_plane() -> None:
    plane = Plane(normal(9), normal(2, 9, seed=1))
    found = project(plane, plane.centre[None])
    assert [float(found.ab.abs().max()), found.off.item(), found.share.item()] == [0, 0, 1]


def test_a_plane_holds_its_three_checkpoints_at_their_distances() -> None:
    corners = normal(3, 40)
    plane = through(corners)
    torch.testing.assert_close(plane.D @ plane.D.T, torch.eye(2), rtol=0, atol=1e-6)
    found = project(plane, corners)
    assert float(found.off.max()) < 1e-5
    torch.testing.assert_close(found.ab[0], torch.zeros(2))
    for i, j in ((0, 1), (0, 2), (1, 2)):
        torch.testing.assert_close((found.ab[i] - found.ab[j]).norm(), (corners[i] - corners[j]).norm())


@pytest.mark.parametrize(("i", "j"), [(0, 1), (0, 2), (1, 2)])
def test_two_equal_checkpoints_are_refused(i: int, j: int) -> None:
    corners = normal(3, 40)
    corners[j] = corners[i]
    with pytest.raises(ValueError, match="two of the three checkpoints are equal"):
        through(corners)


def test_three_checkpoints_on_a_line_are_refused() -> None:
    a, b = normal(2, 40)
    with pytest.raises(ValueError, match="on one line"):
        through(torch.stack([a, b, 2 * b - a]))


def test_the_principal_plane_is_numpys() -> None:
    walk = normal(30, 80).cumsum(0)
    plane, share = principal_plane(walk)
    centred = walk.double().numpy() - walk.double().numpy().mean(0)
    _, S, Vh = np.linalg.svd(centred, full_matrices=False)
    np.testing.assert_allclose(share.numpy(), (S**2 / (S**2).sum())[:2], rtol=1e-5)
    np.testing.assert_allclose(np.abs(np.diag(plane.D.numpy() @ Vh[:2].T)), 1, atol=1e-5)
    torch.testing.assert_close(plane.centre, walk.mean(0))
    assert bool((project(plane, walk[-1:]).ab >= 0).all())


def test_a_random_walk_has_most_of_its_variance_in_two_components() -> None:
    _, share = principal_plane(normal(400, 4000).cumsum(0))
    assert float(share.sum()) == pytest.approx(6 / math.pi**2 * 1.25, abs=0.02)


def test_a_walk_that_stands_still_has_no_principal_plane() -> None:
    with pytest.raises(ValueError, match="stands still"):
        principal_plane(torch.ones(5, 8))


def test_a_slice_runs_from_one_to_the_other() -> None:
    one, other = normal(2, 6)
    line = between(one, other, torch.tensor([0.0, 0.5, 1.0, 2.0]))
    torch.testing.assert_close(line, torch.stack([one, (one + other) / 2, other, 2 * other - one]))
