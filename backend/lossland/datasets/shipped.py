"""Where the data lie that ship inside scikit-learn: read as files, since to import it takes a hundred times as long."""

from __future__ import annotations

import importlib.util
from pathlib import Path


def shipped(name: str) -> Path:
    """The file of that name. Raises `ModuleNotFoundError` where scikit-learn is not installed."""
    package = importlib.util.find_spec("sklearn")
    if package is None or package.origin is None:
        raise ModuleNotFoundError(f"{name} is part of scikit-learn, which is not installed")
    return Path(package.origin).parent / "datasets" / "data" / name
