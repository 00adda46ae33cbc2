"""Uploads as labs read them: tensors."""

from __future__ import annotations

import io
import math
import zlib
from typing import assert_never

import numpy as np
import torch
from PIL import Image as Pillow
from safetensors.torch import load
from torch import Tensor

from lossland.lab.text import T
from lossland.lab.trained import KeptModel
from lossland.runs.messages import Image, Model, Pairs, Pictures, Prose, Upload, Vectors
from lossland.runs.messages import Table as SentTable
from lossland.uploads.labelled import LabelledPictures
from lossland.uploads.pairs import SentencePairs, loaded_pairs
from lossland.uploads.prose import WrittenText
from lossland.uploads.table import Table
from lossland.uploads.word_vectors import WordVectors, loaded_vectors

Value = Table | Tensor | LabelledPictures | KeptModel | WordVectors | WrittenText | SentencePairs


def loaded(upload: Upload) -> Value:
    """A table as `Table`, a picture as (h, w, 3) uint8, labelled ones as `LabelledPictures`, a model as `KeptModel`,
    vectors as `WordVectors`, a text as `WrittenText`, pairs as `SentencePairs`."""
    match upload:
        case SentTable():
            values = torch.frombuffer(bytearray(upload.content), dtype=torch.float32)
            shaped = values.reshape(upload.rows, len(upload.columns))
            return Table(columns=upload.columns, values=shaped, classes=upload.classes)
        case Image():
            with Pillow.open(io.BytesIO(upload.content)) as opened:
                return torch.from_numpy(np.array(opened.convert("RGB")))
        case Pictures():
            shape = sum(upload.counts), upload.channels, upload.height, upload.width
            raw = bytearray(zlib.decompress(upload.content, bufsize=math.prod(shape)))
            labels = torch.repeat_interleave(torch.tensor(upload.counts))  # (n,)
            return LabelledPictures(torch.frombuffer(raw, dtype=torch.uint8).reshape(shape), labels, upload.classes)
        case Model():
            classes = tuple(T(en, zh) for en, zh in upload.classes)
            return KeptModel(upload.name, upload.lab, upload.params, upload.task, classes, load(upload.content))
        case Vectors():
            return loaded_vectors(upload)
        case Prose():
            return WrittenText(upload.content.decode())
        case Pairs():
            return loaded_pairs(upload)
        case _:
            assert_never(upload)


def size(value: Value) -> int:
    """Bytes in memory."""
    match value:
        case Tensor():
            return value.nbytes
        case LabelledPictures():
            return value.pictures.nbytes + value.labels.nbytes
        case KeptModel():
            return value.nbytes
        case WordVectors():
            return value.E.nbytes
        case WrittenText():
            return len(value.text)
        case SentencePairs():
            return sum(len(source) + len(target) for source, target in value.pairs)
        case _:
            return value.values.nbytes
