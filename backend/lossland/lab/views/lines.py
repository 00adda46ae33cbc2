"""Text that changes with the frame: lines as bytes, since a frame carries only arrays."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor

SEEN = str.maketrans({"\n": "↵", "\r": "↵", "\t": "⇥", "\x00": "␀"})
"""A token may be a line break; as a line of its own it has to be seen."""


def text_lines(lines: Iterable[str]) -> Tensor:
    """u1 (bytes,): the lines in UTF-8, each ended by a line feed, so that empty ones count. `linesOf` of the page reads them.

    "▁" at the beginning of a token means that a word begins there: the page shows a gap in its place.
    """
    text = "".join(line.translate(SEEN) + "\n" for line in lines)
    if not text:
        return torch.zeros(0, dtype=torch.uint8)  # frombuffer takes no empty buffer
    return torch.frombuffer(bytearray(text.encode("utf-8", "replace")), dtype=torch.uint8)
