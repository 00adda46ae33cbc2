"""The layer in three dimensions of the convolution lab: exact sums, what the frame carries, and what the lesson says of it."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from torch import nn

from lossland.lab import Refused
from lossland.lab.views import Formula, Images
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.state import Solid
from tests.labs.vision.convolution.computed import LAB, computed, drawn, preset
from tests.support.examples import examples


def solid(**params: object) -> Solid:
    made = computed(study="volume", **params).solid
    assert made is not None
    return made


@given(
    kind=st.sampled_from(["scan", "film"]),
    cube=st.sampled_from(["through", "down", "across", "laplacian", "identity", "own"]),
    p=st.integers(0, 3),
    s=st.integers(1, 4),
    z=st.integers(0, 1),
    sizes=st.tuples(st.integers(6, 10), st.integers(6, 10)),
)
@examples(25)
def test_every_output_is_exactly_that_of_conv3d(
    kind: str, cube: str, p: int, s: int, z: int, sizes: tuple[int, int]
) -> None:
    weights = [float(at % 7 - 3) for at in range(27)]
    params = {"solid": kind, "cube": cube, "cube_weights": weights, "depth": sizes[0], "volume": sizes[1]}
    made = solid(**params, padding="own", p=p, stride=s, dilation=z, bias=3.0, activation="relu")
    x = computed(study="volume", **params).volume
    bias = torch.tensor([3.0], dtype=x.dtype)
    theirs = nn.functional.conv3d(x[None, None], made.w[None, None], bias, s, p, z + 1).relu()[0, 0]
    assert made.a.tolist() == theirs.tolist()


def test_frames_carry_what_the_page_adds_up() -> None:
    arrays = drawn(study="volume", depth=7, volume=6, stride=2, dilation=1, bias=5.0, flip=True, cube="across")[
        "slices"
    ]
    size, stride, step = arrays["y.window"].tolist()
    x, w = arrays["x"].double(), arrays["w"]
    assert w.tolist() == solid(cube="across").w.flip(0, 1, 2).tolist()
    for place in torch.cartesian_prod(*(torch.arange(n) for n in arrays["y"].shape)).tolist():
        cut = tuple(
            slice(at * by, at * by + (f - 1) * apart + 1, apart)
            for at, f, by, apart in zip(place, size, stride, step, strict=True)
        )
        assert arrays["y"][tuple(place)].item() == (x[cut] * w).sum() + 5
    terms = drawn(study="volume", depth=7, volume=6)["terms"]
    assert terms.keys() == arrays.keys()


def test_the_size_is_written_for_three_axes() -> None:
    numbers = {
        name: value.item() for name, value in drawn(study="volume", depth=20, padding="valid", stride=2)["size"].items()
    }
    assert [numbers[name] for name in ("d", "h", "w", "s", "outd", "outh", "outw")] == [20, 14, 14, 2, 9, 6, 6]
    figure = LAB.figures(ConvolutionParams(study="volume"))["size"]
    flat = LAB.figures(ConvolutionParams())["size"]
    assert isinstance(figure, Formula)
    assert isinstance(flat, Formula)
    for axis in "dhw":
        assert f"@out{axis}@" in figure.tex
        assert f"@out{axis}@" in (figure.library or "")
    assert "@outd@" not in flat.tex


def test_a_typed_number_goes_into_the_own_cube() -> None:
    for view in ("slices", "terms"):
        figure = LAB.figures(ConvolutionParams(study="volume"))[view]
        assert isinstance(figure, Images)
        assert (figure.typed, figure.typed_kind) == ("cube_weights", "cube")
    assert solid(cube="own").w.nonzero().tolist() == [[1, 1, 1]]
    for count in (26, 28):
        with pytest.raises(ValidationError):
            ConvolutionParams(cube_weights=[1.0] * count)


def test_a_cube_that_does_not_fit_is_refused() -> None:
    with pytest.raises(Refused, match="reaches over 7 cells does not fit into 6"):
        solid(depth=6, dilation=2, padding="valid")


def test_a_bar_that_runs_through_is_not_seen_and_a_ball_is_where_it_begins_and_ends() -> None:
    made = solid(**{name: value for name, value in preset("scan").items() if name != "study"}, speckle=0.0)
    assert made.a.shape == (12, 12, 12)
    low = made.a[:, 8:, 6:]
    assert bool((low == 0).all()), "the bar and what is around it"
    sums = made.a.sum((1, 2))
    assert bool((sums[:6] <= 0).all())
    assert bool((sums[6:] >= 0).all())
    assert sums[:6].sum() < 0 < sums[6:].sum()
    assert made.a.min() == -9 * 180


def test_what_stands_still_in_a_film_is_0() -> None:
    made = solid(**{name: value for name, value in preset("film").items() if name != "study"})
    assert bool((made.a[:, 7:] == 0).all())
    assert bool((made.a[:, :4] != 0).flatten(1).any(1).all()), "the disc, in every frame"


def test_the_noise_is_that_of_the_seed() -> None:
    assert computed(study="volume").volume.equal(computed(study="volume", cube="mean").volume)
    assert not computed(speckle=20.0).volume.equal(computed(speckle=8.0).volume)
    assert computed().first.equal(computed(depth=20).first), "what is learned begins as it did"
