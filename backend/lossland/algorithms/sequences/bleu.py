"""BLEU (Papineni et al. 2002), taken apart: n-grams that match, clipped, and the brevity penalty.

BLEU = BP exp(sum_n ln P_n / 4). An n-gram counts at most as often as in the one reference that has it most. BP = 1 where
the translation is longer than its references (of each the one of nearest length), else e^(1 - r/c).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

ORDER = 4
Smoothing = Literal["none", "exp"]
"""What stands for a P_n of 0: nothing, so that BLEU is 0; or 1/2, 1/4, ... of one match (Chen and Cherry 2014, method 3)."""
Grams = Counter[tuple[str, ...]]


def n_grams(tokens: Sequence[str], n: int) -> Grams:
    """How often each run of n tokens stands in them."""
    return Counter(tuple(tokens[i : i + n]) for i in range(len(tokens) - n + 1))


def clipped(translation: Sequence[str], references: Sequence[Sequence[str]], n: int) -> Grams:
    """How often each n-gram of the translation counts."""
    most: Grams = Counter()
    for reference in references:
        most |= n_grams(reference, n)
    return n_grams(translation, n) & most


def nearest_length(length: int, references: Sequence[Sequence[str]]) -> int:
    """The length of the reference that is nearest to it; of two the shorter."""
    return min((len(reference) for reference in references), key=lambda r: (abs(r - length), r))


@dataclass(frozen=True)
class Bleu:
    """The score in [0, 1] and its parts; n-grams are counted over all sentences before they are divided."""

    matches: tuple[int, ...]
    totals: tuple[int, ...]
    length: int
    """c, of the translations."""
    reference_length: int
    """r."""
    smoothing: Smoothing = "exp"

    @property
    def brevity_penalty(self) -> float:
        """BP."""
        if self.length >= self.reference_length:
            return 1.0
        return math.exp(1 - self.reference_length / self.length) if self.length else 0.0

    @property
    def precisions(self) -> tuple[float, ...]:
        """P_1 to P_4, smoothed."""
        found, halved = [], 1.0
        for matches, total in zip(self.matches, self.totals, strict=True):
            if matches == 0 and total > 0 and self.smoothing == "exp":
                halved /= 2
                found.append(halved / total)
            else:
                found.append(matches / total if total else 0.0)
        return tuple(found)

    @property
    def score(self) -> float:
        """BLEU."""
        if not any(self.matches) or min(self.precisions) == 0:
            return 0.0
        return self.brevity_penalty * math.exp(sum(map(math.log, self.precisions)) / ORDER)


def bleu(
    translations: Sequence[Sequence[str]],
    references: Sequence[Sequence[Sequence[str]]],
    smoothing: Smoothing = "exp",
) -> Bleu:
    """Of several translations, each with one or more references; all are tokens."""
    matches, totals, length, reference_length = [0] * ORDER, [0] * ORDER, 0, 0
    for translation, own in zip(translations, references, strict=True):
        length += len(translation)
        reference_length += nearest_length(len(translation), own)
        for n in range(1, ORDER + 1):
            matches[n - 1] += clipped(translation, own, n).total()
            totals[n - 1] += max(0, len(translation) - n + 1)
    return Bleu(tuple(matches), tuple(totals), length, reference_length, smoothing)


_RULES = [
    (re.compile(r"([\{-\~\[-\` -\&\(-\+\:-\@\/])"), r" \1 "),
    (re.compile(r"([^0-9])([\.,])"), r"\1 \2 "),
    (re.compile(r"([\.,])([^0-9])"), r" \1 \2"),
    (re.compile(r"([0-9])(-)"), r"\1 \2 "),
]


def words_and_marks(text: str) -> list[str]:
    """Tokens by the rules of mteval-v13a, by which BLEU is reported: punctuation stands alone, but not within numbers."""
    text = f" {text.replace('&quot;', chr(34)).replace('&amp;', '&').replace('&lt;', '<').replace('&gt;', '>')} "
    for pattern, put in _RULES:
        text = pattern.sub(put, text)
    return text.split()
