"""A frame as JSON bytes: every tensor as Plotly's base64 typed array."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Mapping
from types import MappingProxyType

import torch
from torch import Tensor

from lossland.lab import Arrays

DTYPES = {torch.float32: "f4", torch.uint8: "u1", torch.int16: "i2", torch.int32: "i4"}


def typed_array(tensor: Tensor) -> dict[str, str]:
    """`{"dtype", "bdata", "shape"?}` of a tensor of any shape: floats as f4, booleans as u1, other integers as i4."""
    tensor = tensor.detach()
    if tensor.dtype not in DTYPES:
        if tensor.is_floating_point():
            tensor = tensor.to(torch.float32)
        else:
            tensor = tensor.to(torch.uint8 if tensor.dtype == torch.bool else torch.int32)
    array = tensor.cpu().contiguous().numpy()
    encoded = {"dtype": DTYPES[tensor.dtype], "bdata": base64.b64encode(array.tobytes()).decode("ascii")}
    if tensor.dim() != 1:
        encoded["shape"] = ",".join(str(size) for size in tensor.shape)
    return encoded


def encode_frame(step: int, views: Mapping[str, Arrays], metrics: Mapping[str, Tensor] = MappingProxyType({})) -> bytes:
    """`{"step", "views": {view: {name: typed array}}, "metrics"?: {name: number}}` as JSON bytes.

    `metrics` are those of the state as it stands; one that is not finite is left out, as JSON has no word for it.
    """
    plain = {view: {name: typed_array(tensor) for name, tensor in arrays.items()} for view, arrays in views.items()}
    frame: dict[str, object] = {"step": step, "views": plain}
    numbers = {name: float(value) for name, value in metrics.items()}
    if finite := {name: number for name, number in numbers.items() if math.isfinite(number)}:
        frame["metrics"] = finite
    return json.dumps(frame, separators=(",", ":")).encode()
