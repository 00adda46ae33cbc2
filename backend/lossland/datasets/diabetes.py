"""The diabetes data of scikit-learn: 442 patients, progression of the disease one year later (25 to 346).

Source: Efron, Hastie, Johnstone and Tibshirani 2004, "Least Angle Regression", Annals of Statistics 32.
"""

from __future__ import annotations

from functools import cache

import torch
from torch import Tensor

from lossland.datasets.embedded import embedded


@embedded
@cache
def diabetes(feature: str) -> tuple[Tensor, Tensor]:
    """One feature in its original unit ("age", "sex", "bmi", "bp", "s1" ... "s6") and the target, both (442,)."""
    from sklearn.datasets import load_diabetes

    data = load_diabetes(scaled=False)
    column = list(data.feature_names).index(feature)
    return torch.tensor(data.data[:, column]).float(), torch.tensor(data.target).float()
