"""Presets of the study `train`."""

from __future__ import annotations

from lossland.lab import Preset, T

TRAIN = (
    Preset(
        "digits",
        T("LeNet-5 reads digits", "LeNet-5 读数字"),
        T(
            "1,797 digits of scikit-learn: a network that reads them in seconds.",
            "scikit-learn 的 1,797 个数字：几秒钟学会认数。",
        ),
        {},
        view="sheet",
    ),
)
