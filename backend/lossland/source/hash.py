"""Whether a run can go on with the code that is here now."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from typing import Any, get_args

from pydantic import BaseModel

from lossland.lab import Experiment
from lossland.registry import AnyLab
from lossland.source.cut import Source
from lossland.source.module import PACKAGE
from lossland.source.names import Function


@cache
def source_hash(lab: AnyLab) -> str:
    """Hash of the code that a run's numbers depend on, as an export would carry it, and of what its parameters check.

    Comments, docstrings, the layout of the text and the place of the files change nothing.
    """
    source = Source(lab, _defined(lab, "start", "adopt", "step", "act", "done"))
    for model in parameter_models(lab.Params, *lab.actions):
        source.model(model)
    return sha256(repr(sorted(_bare(piece.text) for piece in source.pieces)).encode()).hexdigest()[:16]


def _defined(lab: AnyLab, *methods: str) -> list[str]:
    """Those methods that the experiment has of its own."""
    return [name for name in methods if getattr(type(lab), name) is not getattr(Experiment, name)]


def parameter_models(*roots: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """The given models, those that their fields hold, and the bases of each within Lossland, once each."""
    unread: list[Any] = list(roots)
    seen: set[Any] = set()
    while unread:
        kind = unread.pop()
        if inspect.isclass(kind) and issubclass(kind, BaseModel):
            if kind in seen or kind.__module__.partition(".")[0] != PACKAGE:
                continue
            seen.add(kind)
            yield kind
            unread += [*kind.__bases__, *(field.annotation for field in kind.model_fields.values())]
        else:
            unread += get_args(kind)


def _bare(text: str) -> str:
    """Python code without comments, docstrings and layout."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, Function | ast.ClassDef | ast.Module) and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(tree)
