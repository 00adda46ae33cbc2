"""Data that ship inside scikit-learn, read as files, against its own loaders."""

from __future__ import annotations

import subprocess
import sys

import pytest
import torch
from sklearn.datasets import load_diabetes, load_digits

from lossland.datasets.diabetes import FEATURES, diabetes
from lossland.datasets.digits import digit_pictures, read_digits


def test_the_digits_are_those_of_the_library() -> None:
    grey, digit = digit_pictures()
    expected = load_digits()
    assert grey.dtype == digit.dtype == torch.uint8
    assert torch.equal(grey.double(), torch.tensor(expected.data))
    assert torch.equal(digit.long(), torch.tensor(expected.target))


@pytest.mark.parametrize("feature", FEATURES)
def test_the_patients_are_those_of_the_library(feature: str) -> None:
    expected = load_diabetes(scaled=False)
    x, y = diabetes(feature)
    assert torch.equal(x, torch.tensor(expected.data[:, expected.feature_names.index(feature)]).float())
    assert torch.equal(y, torch.tensor(expected.target).float())


def test_reading_them_imports_no_library() -> None:
    code = """
import sys
from lossland.datasets import components, diabetes, digits
digits.digit_pictures(), components.iris_plane(), components.digits_plane(10, 50), diabetes.diabetes("bmi")
assert "sklearn" not in sys.modules"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_without_the_library_the_error_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    read_digits.cache_clear()
    with pytest.raises(ModuleNotFoundError, match="part of scikit-learn"):
        digit_pictures()
