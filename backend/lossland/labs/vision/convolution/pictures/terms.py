"""The sum at the window that is pointed at: its pixels, the filter, the products; then bias and activation."""

from __future__ import annotations

from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Images
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.pictures import learning, matrix, pooled, slices, upsampled
from lossland.labs.vision.convolution.pictures.seen import Seen
from lossland.labs.vision.convolution.pictures.sliding import FILTERS, layer_arrays, layer_figure

TITLE = T("Window, products, sum", "窗口、乘积与和")
ALT = T("The numbers of one window and what is computed from them.", "一个窗口的数，以及由它们算出的结果。")
CAPTION = T(
    "Each pixel of the window times the number of the filter that lies on it; all products are added, then the bias; the "
    "activation comes last. Point at another output, or type a number of the filter.",
    "窗口中每个像素乘以其上方核的数；所有乘积相加，再加偏置，最后取激活函数。指向另一个输出，或键入核中的一个数。",
)
OTHERS = {"pooling": pooled, "upsampling": upsampled, "why": matrix, "learning": learning, "volume": slices}


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """The same numbers as the pictures."""
    if seen.p.study in FILTERS:
        return layer_arrays(seen)
    return OTHERS[seen.p.study].draw(seen) if seen.p.study in OTHERS else None


def figure(p: ConvolutionParams) -> Images | None:
    """Of every study with windows."""
    if p.study in FILTERS:
        return layer_figure(p, TITLE, ALT, CAPTION, "terms")
    if p.study not in OTHERS:
        return None
    shown = OTHERS[p.study].figure(p)
    assert isinstance(shown, Images)
    return shown.model_copy(update={"show": "terms", "title": TITLE, "alt": ALT, "caption": CAPTION})
