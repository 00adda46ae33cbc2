"""Uploads as labs read them: tensors."""

from __future__ import annotations

import io
from typing import assert_never

import numpy as np
import torch
from PIL import Image as Pillow
from safetensors.torch import load
from torch import Tensor

from lossland.lab.text import T
from lossland.lab.trained import KeptModel
from lossland.runs.messages import Image, Model, Upload
from lossland.runs.messages import Table as SentTable
from lossland.uploads.table import Table

Value = Table | Tensor | KeptModel


def loaded(upload: Upload) -> Value:
    """A table as `Table`, a picture as (h, w, 3) uint8, a model as `KeptModel`."""
    match upload:
        case SentTable():
            values = torch.frombuffer(bytearray(upload.content), dtype=torch.float32)
            shaped = values.reshape(upload.rows, len(upload.columns))
            return Table(columns=upload.columns, values=shaped, classes=upload.classes)
        case Image():
            with Pillow.open(io.BytesIO(upload.content)) as opened:
                return torch.from_numpy(np.array(opened.convert("RGB")))
        case Model():
            classes = tuple(T(en, zh) for en, zh in upload.classes)
            return KeptModel(upload.name, upload.lab, upload.params, upload.task, classes, load(upload.content))
        case _:
            assert_never(upload)


def size(value: Value) -> int:
    """Bytes in memory."""
    return value.values.nbytes if isinstance(value, Table) else value.nbytes
