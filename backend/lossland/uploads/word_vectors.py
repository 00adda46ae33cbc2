"""Vectors of words that a user uploaded, and the parameter type that refers to them."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from lossland.lab.references import Ref
from lossland.runs.messages import Vectors


class WordVectors(NamedTuple):
    """As a lab reads them."""

    words: tuple[str, ...]
    E: Tensor
    """float32, (V, d)."""


class VectorsRef(Ref[WordVectors]):
    """Uploaded vectors of words."""

    kind = "vectors"


def loaded_vectors(sent: Vectors) -> WordVectors:
    """As a lab reads them."""
    words, _, values = sent.content.partition(b"\n\n")
    E = torch.frombuffer(bytearray(values), dtype=torch.float32).reshape(sent.words, sent.width)
    return WordVectors(tuple(words.decode().split("\n")), E)
