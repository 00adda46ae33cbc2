"""Names of classes that stand in two files, a line each: `classes.txt` and `classes.zh.txt`."""

from __future__ import annotations

from functools import cache

from lossland.lab.text import T
from lossland.models.card import FOLDER


@cache
def class_names(folder: str) -> tuple[T, ...]:
    """Those of `imagenet` (1,000) or `coco` (80), in the order of the network's answers; of others none."""
    if not (FOLDER / folder / "classes.txt").exists():
        return ()
    en, zh = (
        (FOLDER / folder / name).read_text(encoding="utf-8").splitlines() for name in ("classes.txt", "classes.zh.txt")
    )
    return tuple(T(first, second) for first, second in zip(en, zh, strict=True))
