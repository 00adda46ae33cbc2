"""Parameters that labs with a network have in common."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from lossland.lab import T, structural

NETWORK = T("Network", "网络")

Activation = Literal["linear", "sigmoid", "tanh", "relu", "leaky_relu", "gelu"]
FUNCTIONS = {
    "linear": T("Linear", "线性"),
    "sigmoid": T("Sigmoid", "Sigmoid"),
    "tanh": T("tanh", "tanh"),
    "relu": T("ReLU", "ReLU"),
    "leaky_relu": T("Leaky ReLU", "Leaky ReLU"),
    "gelu": T("GELU", "GELU"),
}
"""Name of each activation function."""


def batch_normalisation(description: T, **hints: Any) -> Any:
    """Whether units are normalised over the batch; `hints` as in `structural`."""
    return Field(
        False,
        title=T("Batch normalisation", "批量归一化"),
        description=description,
        json_schema_extra=structural(**hints),
    )
