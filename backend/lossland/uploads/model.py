"""The parameter type that refers to a model that somebody kept."""

from __future__ import annotations

from lossland.lab.references import Ref
from lossland.lab.trained import KeptModel


class ModelRef(Ref[KeptModel]):
    """The id of a model that was kept; its value has the tensors."""

    kind = "model"
