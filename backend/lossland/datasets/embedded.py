"""Marks a loader whose data an exported script carries with it instead of calling the library that ships them.

    @embedded
    @cache
    def diabetes(feature: str) -> tuple[Tensor, Tensor]: ...

The export runs the lab's `start` while `recording` and writes down what every such loader returned.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple, ParamSpec, TypeVar

A = ParamSpec("A")
R = TypeVar("R")


class Loaded(NamedTuple):
    """One call of a loader: the arguments (plain literals) and the tensors that came back."""

    name: str
    args: tuple[Any, ...]
    kwargs: tuple[tuple[str, Any], ...]
    result: Any


_recording: ContextVar[list[Loaded] | None] = ContextVar("recording", default=None)


def embedded(loader: Callable[A, R]) -> Callable[A, R]:
    """Decorator, outermost. The loader takes literals and returns a tensor or a tuple, list or dict of tensors."""

    @functools.wraps(loader)
    def load(*args: A.args, **kwargs: A.kwargs) -> R:
        result = loader(*args, **kwargs)
        calls = _recording.get()
        if calls is not None:
            calls.append(Loaded(load.__name__, args, tuple(sorted(kwargs.items())), result))
        return result

    load.embedded = True  # type: ignore[attr-defined]
    return load


@contextmanager
def recording() -> Iterator[list[Loaded]]:
    """Collects the calls of all embedded loaders made inside the block, in this thread or task."""
    calls: list[Loaded] = []
    token = _recording.set(calls)
    try:
        yield calls
    finally:
        _recording.reset(token)
