"""What the convolution lab draws of its numbers: the page computes windows from them."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from lossland.lab.views import Images, Plot
from lossland.labs.vision.convolution.params import ConvolutionParams
from tests.labs.vision.convolution.computed import LAB, computed, drawn, preset


def recomputed(arrays: dict[str, Tensor], output: str, source: str, kernel: str) -> Tensor:
    """Every output from what the frame carries, as the page does: window by window, in plain Python."""
    x, w = arrays[source].double(), arrays[kernel].double()
    x, w = (x if x.dim() == 3 else x[None]), (w if w.dim() == 3 else w[None])
    (f, g), (s, t), (d, e) = arrays[f"{output}.window"].tolist()
    h, across = arrays[output].shape
    sums = torch.zeros(h, across, dtype=torch.float64)
    for i in range(h):
        for j in range(across):
            seen = x[:, i * s : i * s + (f - 1) * d + 1 : d, j * t : j * t + (g - 1) * e + 1 : e]
            sums[i, j] = (seen * w).sum()
    return sums + float(arrays[f"{output}.bias"][0]) if f"{output}.bias" in arrays else sums


@pytest.mark.parametrize(
    ("view", "output", "source", "kernel", "params"),
    [
        ("scan", "y0", "x", "w0", {"size": 20}),
        ("scan", "y0", "x", "w0", {"size": 20, "colour": True, "stride": 2, "filling": "reflect", "bias": 3.0}),
        ("scan", "y0", "x", "w0", {"size": 20, "dilation": 2, "kernel": "gauss", "f": 5, "padding": "valid"}),
        ("scan", "y0", "x", "w0", {"size": 20, "flip": True, "kernel": "emboss"}),
        ("channels", "y1", "x", "w1", {"study": "channels", "size": 16}),
        ("upsampled", "transposed", "spread", "w", {"study": "upsampling", "size": 16, "up_size": 4}),
        ("matrix", "y", "x", "w", {"study": "why", "size": 16}),
        ("line", "y0", "x", "w0", {"study": "shapes"}),
        ("learning", "y", "x", "w", {"study": "learning", "size": 16, "update": 7}),
    ],
)
def test_an_output_is_what_its_windows_add_up_to(
    view: str, output: str, source: str, kernel: str, params: dict[str, object]
) -> None:
    arrays = drawn(**params)[view]
    torch.testing.assert_close(recomputed(arrays, output, source, kernel), arrays[output].double())
    terms = drawn(**params)["terms"]
    assert {name: value.tolist() for name, value in terms.items()} == {k: v.tolist() for k, v in arrays.items()}


def test_filling_is_marked_and_nothing_else() -> None:
    arrays = drawn(size=20, padding="own", p=2, filling="replicate")["scan"]
    assert arrays["x.ghost"].sum() == arrays["x.ghost"].numel() - (arrays["x"].shape[0] - 4) * (
        arrays["x"].shape[1] - 4
    )
    spread = drawn(study="upsampling", size=16)["upsampled"]
    assert bool((spread["spread"][spread["spread.ghost"] > 0] == 0).all())


def test_a_receptive_field_is_a_window_over_the_picture() -> None:
    arrays = drawn(**preset("lenet"))["stacked"]
    assert [arrays[f"y{at}.window"][0].tolist() for at in range(1, 5)] == [[5, 5], [6, 6], [14, 14], [16, 16]]
    x = arrays["x"].double()
    for at in range(1, 5):
        (f, g), (s, t), _ = arrays[f"y{at}.window"].tolist()
        h, w = arrays[f"y{at}"].shape
        assert (h - 1) * s + f <= x.shape[0]
        assert (w - 1) * t + g <= x.shape[1]


def test_stride_2_on_8_cells_leaves_a_row_and_a_column() -> None:
    arrays = drawn(**preset("stride"))["scan"]
    (f, _), (s, _), _ = arrays["y0.window"].tolist()
    assert arrays["x"].shape == (8, 8)
    assert (arrays["y0"].shape[0] - 1) * s + f == 7


def test_the_size_is_written_with_its_numbers() -> None:
    numbers = {name: value.item() for name, value in drawn(picture={"kind": "step"}, padding="valid")["size"].items()}
    assert {name: numbers[name] for name in ("h", "w", "ph", "f", "s", "outh", "outw")} == {
        "h": 6,
        "w": 6,
        "ph": 0,
        "f": 3,
        "s": 1,
        "outh": 4,
        "outw": 4,
    }
    assert drawn(picture={"kind": "step"})["size"]["outh"].item() == 6


def test_parameters_are_counted() -> None:
    counts = drawn(study="why")["counts"]
    assert [counts[name].item() for name in ("all", "dense", "seen", "inputs")] == [456, 14_450_688, 75, 3_072]
    assert drawn(study="channels")["counts"]["all"].item() == 9 * 3 * 2 + 2


def test_volumes_shrink_as_in_the_course() -> None:
    arrays = drawn(study="volume")["volume"]
    shapes = [arrays[f"name{at}.customdata"][0].tolist() for at in range(3)]
    assert shapes == [[14, 1], [10, 16], [6, 32]]
    assert "name3.customdata" not in arrays
    assert arrays["learns2.customdata"].item() == 5**3 * 16 * 32 + 32


def test_the_tree_of_cells_is_as_wide_as_the_receptive_field() -> None:
    arrays = drawn(study="stack")["reach"]
    lowest = arrays["cells.x"][arrays["cells.y"] == 0]
    assert lowest.tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert arrays["size.customdata"].item() == 7


def test_a_typed_number_goes_into_the_own_filter() -> None:
    for view in ("scan", "terms"):
        figure = LAB.figures(ConvolutionParams())[view]
        assert isinstance(figure, Images)
        assert (figure.typed, figure.typed_kind) == ("weights", "kernel")


def test_every_window_names_tiles_of_its_view() -> None:
    for one in ({}, *(dict(named.params) for named in LAB.presets)):
        for figure in LAB.figures(ConvolutionParams.model_validate(one)).values():
            if isinstance(figure, Images):
                uids = {tile.uid for tile in figure.tiles}
                assert len(uids) == len(figure.tiles)
                assert {name for window in figure.windows for name in (window.output, window.source)} <= uids
                assert {window.kernel for window in figure.windows} <= {*uids, None}


def test_the_curves_begin_at_the_start_and_mark_the_update() -> None:
    s, arrays = computed(**preset("learned")), drawn(**preset("learned"))["errors"]
    assert s.learned is not None
    assert arrays["now.x"].item() == 200
    assert arrays["worst.y"][0] == (s.first - s.learned.goal.flatten()).abs().max()
    assert isinstance(LAB.figures(ConvolutionParams(study="learning"))["errors"], Plot)
