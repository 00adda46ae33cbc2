"""What the pictures of the study `shapes` have in common: what stages are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from lossland.lab import T
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.studies.shapes import ShapesState, walked

WORDS = {
    "conv": "卷积",
    "pool": "池化",
    "dense": "全连接",
    "block": "块",
    "transition": "过渡",
    "norm": "归一化",
    "mean": "均值",
    "scores": "得分",
    "joined": "拼接",
}
BRANCHES = {
    "inception.one.0": T("1×1", "1×1"),
    "inception.three.0": T("1×1 before 3×3", "3×3 前的 1×1"),
    "inception.three.2": T("3×3", "3×3"),
    "inception.five.0": T("1×1 before 5×5", "5×5 前的 1×1"),
    "inception.five.2": T("5×5", "5×5"),
    "inception.pooled.0": T("max pool", "最大池化"),
    "inception.pooled.1": T("1×1 after pool", "池化后的 1×1"),
}
PLAIN = {"inception.three.0": BRANCHES["inception.three.2"], "inception.five.0": BRANCHES["inception.five.2"]}
"""Without a squeeze the first convolution of a branch is its only one."""


@dataclass(frozen=True)
class Seen:
    """A state and the parameters in force."""

    s: ShapesState
    p: CnnClassifierParams


@cache
def names_of(classic: str) -> tuple[T, ...]:
    """What the rows are called, in their order."""
    known = BRANCHES | (PLAIN if classic == "inception_plain" else {})
    return tuple(known.get(row.name) or _named(row.name) for row in walked(classic))


def _named(name: str) -> T:
    """ "block2_1" as "block 2.1"."""
    found = re.fullmatch(r"([a-z]+)([\d_]*)", name)
    assert found is not None
    word, number = found[1], found[2].replace("_", ".")
    return T(f"{word} {number}".strip(), f"{WORDS.get(word, word)} {number}".strip())
