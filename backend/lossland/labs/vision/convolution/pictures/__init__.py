"""The views of the convolution lab: those of the study that is chosen are there."""

from __future__ import annotations

from lossland.lab.pictures import Picture
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.pictures import (
    border,
    channels,
    counts,
    errors,
    filters,
    layers,
    learning,
    line,
    matrix,
    pooled,
    reach,
    scan,
    shifted,
    size,
    slices,
    stacked,
    terms,
    upsampled,
    volume,
)
from lossland.labs.vision.convolution.pictures.seen import Seen

VIEWS: dict[str, Picture[ConvolutionParams, Seen]] = {
    "scan": scan,
    "border": border,
    "channels": channels,
    "pooled": pooled,
    "upsampled": upsampled,
    "stacked": stacked,
    "matrix": matrix,
    "shifted": shifted,
    "line": line,
    "slices": slices,
    "learning": learning,
    "filters": filters,
    "terms": terms,
    "size": size,
    "counts": counts,
    "reach": reach,
    "layers": layers,
    "volume": volume,
    "errors": errors,
}
