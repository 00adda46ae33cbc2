"""Layers of the convolution lab against PyTorch, and what it refuses."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from torch import Tensor, nn

from lossland.algorithms.vision.kernels import KERNELS, kernel
from lossland.lab import Refused
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.sources import colours, grey
from lossland.labs.vision.convolution.study_params import STUDIES
from tests.labs.vision.convolution.computed import LAB, computed, drawn
from tests.support.examples import examples

FILLINGS = {"zero": "constant", "reflect": "reflect", "replicate": "replicate", "circular": "circular"}


def layer(**params: object) -> Tensor:
    found = computed(**params).layer
    assert found is not None
    return found.a


@given(
    name=st.sampled_from([*KERNELS, "box", "gauss"]),
    padding=st.integers(0, 4),
    filling=st.sampled_from(list(FILLINGS)),
    s=st.integers(1, 4),
    z=st.integers(0, 3),
    colour=st.booleans(),
)
@examples(40)
def test_a_layer_is_that_of_torch(name: str, padding: int, filling: str, s: int, z: int, colour: bool) -> None:
    params = {"kernel": name, "padding": "own", "p": padding, "filling": filling, "stride": s, "dilation": z}
    ours = layer(size=24, colour=colour, bias=7.0, activation="relu", **params)
    picture = ConvolutionParams(size=24).picture
    x = colours(picture, 24) if colour else grey(colours(picture, 24))
    w = kernel(name).expand(1, len(x), -1, -1)
    wide = nn.functional.pad(x[None], [padding] * 4, FILLINGS[filling])
    theirs = nn.functional.conv2d(wide, w, torch.tensor([7.0], dtype=x.dtype), s, 0, z + 1).relu()[0]
    torch.testing.assert_close(ours, theirs)


def test_flipped_it_is_the_convolution_of_mathematics() -> None:
    weights = [1.0, 2, 3, 4, 5, 6, 7, 8, 9]
    picture = {"kind": "typed", "numbers": [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]}
    common = {"picture": picture, "kernel": "own", "weights": weights, "padding": "valid"}
    assert layer(flip=True, **common)[0].flatten().tolist() == weights, "the answer to an impulse is the filter"
    assert layer(**common)[0].flatten().tolist() == weights[::-1]


@pytest.mark.parametrize(("left", "right", "expected"), [(10, 0, [0, 30, 30, 0]), (0, 10, [0, -30, -30, 0])])
def test_the_step_of_the_course(left: float, right: float, expected: list[float]) -> None:
    step = {"kind": "step", "left": left, "right": right}
    assert layer(picture=step, kernel="vertical", padding="valid")[0].tolist() == [expected] * 4


def test_same_keeps_the_size_and_valid_does_not() -> None:
    step = {"kind": "step"}
    for z in (0, 1):
        assert layer(picture=step, dilation=z).shape == (1, 6, 6)
        assert layer(picture=step, dilation=z, padding="valid").shape == (1, 4 - 2 * z, 4 - 2 * z)
    assert layer(picture=step, padding="valid", stride=2).shape == (1, 2, 2)


def test_1_0_minus_1_on_the_line_of_the_course() -> None:
    assert layer(study="shapes").tolist() == [[[-2, -3, -5, -7, 7]]]
    assert layer(study="shapes", flip=True).tolist() == [[[2, 3, 5, 7, -7]]]
    assert layer(study="shapes", padding="valid").tolist() == [[[-3, -5, -7]]]


def test_every_filter_gives_a_map_and_channels_are_summed() -> None:
    rows = [{"kernel": "sobel"}, {"kernel": "sobel", "green": 0, "blue": 0}, {"kernel": "one", "red": 2}]
    maps = layer(study="channels", size=24, filters=rows)
    x = colours(ConvolutionParams().picture, 24)
    assert maps.shape == (3, *x.shape[1:])
    alone = layer(study="channels", size=24, filters=[{"green": 0, "blue": 0}])
    torch.testing.assert_close(maps[1], alone[0])
    torch.testing.assert_close(maps[2], 2 * x[0] + x[1] + x[2])


def test_one_by_one_doubles() -> None:
    ours = layer(picture={"kind": "typed", "numbers": list(range(36))}, kernel="own", weights=[2], padding="valid")
    assert ours[0].flatten().tolist() == [2 * k for k in range(36)]


def test_a_window_that_does_not_fit_is_refused_in_both_languages() -> None:
    with pytest.raises(Refused, match="reaches over 13 cells does not fit into 6") as refused:
        computed(picture={"kind": "step"}, kernel="gauss", f=7, dilation=1, padding="valid")
    assert "13" in refused.value.said.zh
    for study in ("pooling", "why"):
        with pytest.raises(Refused):
            computed(study=study, picture={"kind": "typed", "numbers": [1]}, pool_size=3)
    with pytest.raises(Refused):
        computed(study="upsampling", picture={"kind": "typed", "numbers": [1]}, up_stride=1, up_size=1)


def test_a_stack_ends_where_no_window_fits_any_more() -> None:
    stack = computed(study="stack", picture={"kind": "step"}).stack
    assert stack is not None
    assert [tuple(one.shape) for one in stack.maps] == [(6, 6), (4, 4), (2, 2)]
    assert [r for r, _ in stack.fields] == [3, 5, 7]
    assert drawn(study="stack", picture={"kind": "step"})["layers"]["h"].isnan().tolist() == [False, False, True]


@pytest.mark.parametrize("count", [2, 4, 8, 16, 48])
def test_weights_are_an_odd_square(count: int) -> None:
    with pytest.raises((ValidationError, Refused), match=f"{count} numbers"):
        ConvolutionParams.model_validate({"weights": [1.0] * count})


def test_only_what_is_looked_at_is_computed() -> None:
    for study in STUDIES:
        s = computed(study=study, size=40)
        made = [s.layer, s.pooled, s.enlarged, s.stack, s.reasons, s.learned, s.solid]
        assert sum(one is not None for one in made) == 1
        assert LAB.figures(ConvolutionParams.model_validate({"study": study})).keys() >= set(
            LAB.draw(s, ConvolutionParams.model_validate({"study": study, "size": 40}))
        )
