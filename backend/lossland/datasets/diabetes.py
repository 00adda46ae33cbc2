"""The diabetes data of scikit-learn: 442 patients, progression of the disease one year later (25 to 346).

Source: Efron, Hastie, Johnstone and Tibshirani 2004, "Least Angle Regression", Annals of Statistics 32.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import torch
from torch import Tensor

from lossland.datasets.embedded import embedded
from lossland.datasets.shipped import shipped

FEATURES = ("age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6")


@embedded
@cache
def diabetes(feature: str) -> tuple[Tensor, Tensor]:
    """One feature in its original unit ("age", "sex", "bmi", "bp", "s1" ... "s6") and the target, both (442,)."""
    column = np.loadtxt(shipped("diabetes_data_raw.csv.gz"), usecols=FEATURES.index(feature))
    target = np.loadtxt(shipped("diabetes_target.csv.gz"))
    return torch.from_numpy(column).float(), torch.from_numpy(target).float()
