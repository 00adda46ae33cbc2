"""Tables as tensors: which columns a regression may take."""

from __future__ import annotations

import pytest
import torch

from lossland.uploads.table import Table, two_columns


def test_rows_with_gaps_are_left_out() -> None:
    table = Table(("x", "y"), torch.tensor([[1, 2], [float("nan"), 3], [4, 5], [6, 7], [8, 9]]))
    x, y = two_columns(table, "x", "y", 10)
    assert (x.tolist(), y.tolist()) == ([1, 4, 6, 8], [2, 5, 7, 9])


def test_words_are_no_numbers() -> None:
    table = Table(("x", "kind"), torch.zeros(4, 2), {"kind": ("cat", "dog")})
    with pytest.raises(ValueError, match="column 'kind' holds words; a column of numbers is needed"):
        two_columns(table, "x", "kind", 10)
