"""Real English that comes with Python: the topics of its own help, as characters.

Source: `pydoc_data.topics`, made from the Python documentation (PSF licence). Each release of Python has words of its own.
"""

from __future__ import annotations

import re

import torch
from torch import Tensor

from lossland.datasets.embedded import embedded

ALPHABET = " '(),-.:;abcdefghijklmnopqrstuvwxyz"
"""All characters there are; capitals are written small, and what is none of these is a blank."""
LENGTH = 200_000


@embedded
def manual(length: int = LENGTH) -> Tensor:
    """The first so many characters (length,) uint8, as places in `ALPHABET`."""
    from pydoc_data.topics import topics

    text = " ".join(topics[name] for name in sorted(topics)).lower()
    text = re.sub(r"[^a-z.,;:'()\s-]+", " ", text)
    text = re.sub(r"[-.]{2,}", " ", text)  # rules and ellipses
    text = re.sub(r"\s+", " ", text)[:length]
    return torch.tensor([ALPHABET.index(character) for character in text], dtype=torch.uint8)
