"""Equal colours are equal values: what the pictures of the convolution lab that are compared share."""

from __future__ import annotations

import pytest
import torch

from lossland.lab.views import Images
from lossland.labs.vision.convolution.layer_params import FILLINGS
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.study_params import STUDIES
from tests.labs.vision.convolution.computed import LAB, drawn

STEP = {"kind": "step"}


@pytest.mark.parametrize("study", STUDIES)
def test_every_tile_is_on_a_scale_that_its_frame_has(study: str) -> None:
    params: dict[str, object] = {"study": study, "size": 40}
    frames = drawn(**params)
    for name, figure in LAB.figures(ConvolutionParams.model_validate(params)).items():
        if not isinstance(figure, Images):
            continue
        assert {tile.shares for tile in figure.tiles} == {scale.uid for scale in figure.scales}
        assert len({str(scale.title) for scale in figure.scales}) == len(figure.scales)
        for scale in figure.scales:
            low, high = frames[name][f"{scale.uid}.range"].tolist()
            assert low == 0 or low == -high, "from 0 on, or as far to both sides of it"
            assert high > 0
        assert not [key for key in frames[name] if key.endswith(".range") and key[:-6] not in STUDIES_SCALES]


STUDIES_SCALES = {"pixels", "outputs", "weights", "counts"}


@pytest.mark.parametrize(
    ("kernel", "signs"), [("identity", False), ("box", False), ("gauss", False), ("sobel", True), ("sharpen", True)]
)
def test_a_photograph_and_its_map_reach_equally_far(kernel: str, signs: bool) -> None:
    arrays = drawn(size=40, kernel=kernel)["scan"]
    assert arrays["pixels.range"].tolist() == [0, 255]
    assert arrays["outputs.range"].tolist() == [-255 if signs else 0, 255]


@pytest.mark.parametrize("filling", ["zero", "reflect", "replicate", "circular"])
def test_no_filling_changes_the_scale(filling: str) -> None:
    valid = drawn(size=40, padding="valid")["scan"]
    arrays = drawn(size=40, filling=filling)["scan"]
    for scale in ("pixels.range", "outputs.range"):
        assert arrays[scale].tolist() == valid[scale].tolist()


def test_the_scale_of_typed_numbers_holds_picture_and_output() -> None:
    arrays = drawn(picture=STEP, kernel="vertical", padding="valid")["scan"]
    assert arrays["pixels.range"].tolist() == [0, 30]
    assert arrays["outputs.range"].tolist() == [-30, 30]
    doubled = drawn(picture={"kind": "typed", "numbers": [*range(36)]}, kernel="own", weights=[2])["scan"]
    assert doubled["pixels.range"].tolist() == doubled["outputs.range"].tolist() == [0, 70]


def test_negative_pixels_are_told_from_positive_ones() -> None:
    arrays = drawn(picture={"kind": "step", "left": -5, "right": 10}, kernel="identity")["scan"]
    assert arrays["pixels.range"].tolist() == arrays["outputs.range"].tolist() == [-10, 10]
    assert drawn(study="shapes", signal=[-3, 2, 1], taps=[1])["line"]["pixels.range"].tolist() == [-3, 3]


def test_outputs_of_several_filters_are_on_one_scale() -> None:
    rows = [{"kernel": "sobel"}, {"kernel": "scharr"}]
    own = drawn(study="channels", size=40, contrast="own", filters=rows)["channels"]
    single = drawn(study="channels", size=40, contrast="own", filters=rows[1:])["channels"]
    assert own["outputs.range"].tolist() == single["outputs.range"].tolist(), "the one that reaches farther"
    assert own["weights.range"].tolist() == [-10, 10]


def test_colours_reach_as_far_as_asked() -> None:
    own = drawn(size=40, contrast="own")["scan"]
    assert 0.2 * own["y0"].abs().max() <= own["outputs.range"][1] <= own["y0"].abs().max()
    assert bool((own["y0"] < 0).any()), "negative values are not clipped"
    possible = drawn(size=40, contrast="possible", bias=2.0)["scan"]
    assert possible["outputs.range"].tolist() == [-(4 * 255 + 2), 4 * 255 + 2]
    assert drawn(size=40, absolute=True)["scan"]["y0.absolute"].item() == 1
    assert drawn(size=40, activation="tanh")["scan"]["outputs.range"].tolist() == [-1, 1]
    assert drawn(size=40, activation="sigmoid", kernel="box")["scan"]["outputs.range"].tolist() == [0, 1]


def test_a_picture_of_zeros_has_a_scale_too() -> None:
    for study in ("window", "pooling", "stack", "shapes"):
        for arrays in drawn(study=study, picture={"kind": "step", "left": 0, "right": 0}, signal=[0, 0, 0]).values():
            for name, value in arrays.items():
                assert not name.endswith(".range") or bool(value[0] < value[1])


def test_a_bias_below_0_can_make_outputs_negative() -> None:
    assert drawn(size=40, kernel="box", bias=-20.0)["scan"]["outputs.range"].tolist() == [-255, 255]
    torch.testing.assert_close(
        drawn(size=40, kernel="box")["scan"]["outputs.range"], torch.tensor([0.0, 255.0]), rtol=0, atol=0
    )


@pytest.mark.parametrize(
    "params", [{"kernel": "sobel"}, {"kernel": "gauss", "f": 5, "stride": 2}, {"dilation": 2, "padding": "own", "p": 4}]
)
@pytest.mark.parametrize("padding", ["valid", "same"])
def test_the_same_corner_under_every_filling_is_that_of_the_layer(params: dict[str, object], padding: str) -> None:
    params = {"size": 30, "padding": padding, **params}
    border = drawn(**params)["border"]
    for filling in FILLINGS:
        shown = "same" if params["padding"] == "valid" else params["padding"]
        scan = drawn(**params | {"filling": filling, "padding": shown})["scan"]
        for ours, whole in ((f"x_{filling}", "x"), (f"x_{filling}.ghost", "x.ghost"), (f"y_{filling}", "y0")):
            h, w = border[ours].shape
            assert border[ours].double().tolist() == scan[whole][:h, :w].double().tolist()
        assert border["outputs.range"].tolist() == scan["outputs.range"].tolist()
    inner = [border[f"y_{filling}"][-1, -1].item() for filling in FILLINGS]
    assert len(set(inner)) == 1 or params.get("padding") == "own", "far enough from the border nothing differs"


def test_a_turned_filter_is_turned_once_at_the_border() -> None:
    border, scan = drawn(size=30, flip=True)["border"], drawn(size=30, flip=True)["scan"]
    assert border["y_zero"].tolist() == scan["y0"][:3, :3].tolist()
