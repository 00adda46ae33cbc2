"""Text that somebody sends to train on: UTF-8, in any language."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import NamedTuple

from lossland.lab.references import Ref
from lossland.lab.text import T
from lossland.runs.messages import Prose

LEAST_WORDS = 20
LETTERS, DIGITS = 0.6, 0.1
"""Of what is no space: at least so many are letters, and at most so many digits."""


class WrittenText(NamedTuple):
    """As a lab reads it."""

    text: str


class ProseRef(Ref[WrittenText]):
    """An uploaded text."""

    kind = "text"


def as_prose(content: bytes) -> str | None:
    """The text, in Unicode's composed form; None where it is none: no UTF-8, control characters, few letters or many digits."""
    try:
        text = unicodedata.normalize("NFC", content.decode("utf-8-sig")).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        return None
    signs = "".join(text.split())
    if not signs or any(unicodedata.category(sign) == "Cc" for sign in set(signs)):
        return None
    letters = sum(map(str.isalpha, signs)) / len(signs)
    digits = sum(map(str.isdigit, signs)) / len(signs)
    return text if letters >= LETTERS and digits <= DIGITS and _words(text) >= LEAST_WORDS else None


def kept_prose(text: str) -> tuple[Prose, str, tuple[T, ...]]:
    """The text as it is kept, its id, and what whoever sent it should know."""
    words, content = _words(text), text.encode()
    note = T(f"Read as a text of about {words:,} words.", f"读作文本，约 {words:,} 个词。")
    return Prose(words, content), hashlib.sha256(b"text\0" + content).hexdigest(), (note,)


def _words(text: str) -> int:
    """Groups of letters; each Han character counts as one."""
    han = sum("\u3400" <= sign <= "\u9fff" for sign in text)
    return han + sum(any(map(str.isalpha, word)) for word in text.split() if not "\u3400" <= word[0] <= "\u9fff")
