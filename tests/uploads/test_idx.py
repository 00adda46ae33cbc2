"""IDX files: any array comes back as it was; a head that lies is refused."""

from __future__ import annotations

import gzip
import struct

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from lossland.uploads.archive import ArchiveError
from lossland.uploads.idx import is_idx, read_idx, unpacked
from tests.support.photos import idx_of

Bytes = npt.NDArray[np.uint8]


@given(arrays.arrays(np.uint8, arrays.array_shapes(min_dims=1, max_dims=3, min_side=0, max_side=5)))
def test_any_array_comes_back(values: Bytes) -> None:
    content = idx_of(values)
    assert is_idx(content)
    assert np.array_equal(read_idx(content, "x"), values)
    assert unpacked(gzip.compress(content), "x", 1000) == content == unpacked(content, "x", 1000)


@given(arrays.arrays(np.uint8, (2, 3, 4)), st.integers(0, 15), st.integers(0, 255))
def test_a_head_that_lies_is_refused(values: Bytes, place: int, value: int) -> None:
    content = bytearray(idx_of(values))
    if content[place] == value:
        return
    content[place] = value
    with pytest.raises(ArchiveError, match="'x': "):
        read_idx(bytes(content), "x")


ONE = idx_of(np.arange(24, dtype=np.uint8).reshape(2, 3, 4))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no IDX file"),
        (b"\0\0\x08", "no IDX file"),
        (b"\0\0\x08\x03\0\0", "head is cut off"),
        (b"\0\0\x08\x00", "has 0 axes"),
        (idx_of(np.zeros((1, 1, 1, 1), np.uint8)), "has 4 axes"),
        (idx_of(np.zeros(4, np.uint8), 13), "type 13; 8 "),
        (ONE[:-1], "2 × 3 × 4 bytes, but 23 follow"),
        (ONE + b"\0", "2 × 3 × 4 bytes, but 25 follow"),
        (struct.pack(">HBB3I", 0, 8, 3, 2**32 - 1, 2**32 - 1, 2**32 - 1), "4294967295 × 4294967295 × 4294967295"),
    ],
)
def test_what_is_wrong_is_said(content: bytes, said: str) -> None:
    with pytest.raises(ArchiveError, match=said) as caught:
        read_idx(content, "labels")
    assert caught.value.entry == "labels"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (gzip.compress(ONE)[:-3], "cut off"),
        (gzip.compress(ONE) + b"more", "something follows"),
        (b"\x1f\x8b" + bytes(40), "gzip is damaged"),
        (gzip.compress(bytes(2**20)), "more than the 1,000 bytes"),
    ],
)
def test_gzip_is_bounded_and_whole(content: bytes, said: str) -> None:
    with pytest.raises(ArchiveError, match=said):
        unpacked(content, "labels.gz", 1000)
