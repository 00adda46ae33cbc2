"""The digits' file against scikit-learn's own loader."""

from __future__ import annotations

import subprocess
import sys

import pytest
import torch
from sklearn.datasets import load_digits

from lossland.datasets.digits import digit_pictures


def test_the_pictures_are_those_of_the_library() -> None:
    grey, digit = digit_pictures()
    expected = load_digits()
    assert grey.dtype == digit.dtype == torch.uint8
    assert torch.equal(grey.double(), torch.tensor(expected.data))
    assert torch.equal(digit.long(), torch.tensor(expected.target))


def test_reading_them_imports_no_library() -> None:
    code = "import sys; from lossland.datasets.digits import digit_pictures; digit_pictures(); assert 'sklearn' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_without_the_library_the_error_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    digit_pictures.__wrapped__.cache_clear()  # type: ignore[attr-defined]
    with pytest.raises(ModuleNotFoundError, match="part of scikit-learn"):
        digit_pictures()
