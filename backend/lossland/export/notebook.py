"""A run as a Jupyter notebook: the script, a cell for each of its parts."""

from __future__ import annotations

import ast
import json
from collections.abc import Sequence
from typing import Any

from lossland.export.script import CHART, Experiment, cells


def notebook(experiment: Experiment) -> str:
    """The experiment as a Jupyter notebook (JSON, nbformat 4.5)."""
    return notebook_of(cells(experiment).texts)


def notebook_of(parts: Sequence[str]) -> str:
    """A notebook of the parts of an experiment."""
    head, *rest = parts
    title = ast.literal_eval(head)
    texts = [*rest, CHART, "chart(history)"]
    content = {
        "cells": [_cell("markdown", 0, "# " + title), *(_cell("code", i + 1, text) for i, text in enumerate(texts))],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _cell(kind: str, index: int, text: str) -> dict[str, Any]:
    lines = text.strip("\n").splitlines(keepends=True)
    cell = {"cell_type": kind, "id": f"cell-{index}", "metadata": {}, "source": lines}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})
