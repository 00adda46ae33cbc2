"""The words of a page: what is on it, what should be in another language, and what is left in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

CHINESE = re.compile(r"[\u4e00-\u9fff]")
SENTENCE = re.compile(r"(?:\b[A-Za-z]{2,}[,;:]? ){3,}[A-Za-z]{2,}")
"""Four words in a row are no name."""
PAPER = re.compile(r"\(\d{4}\)")
"""A source is named as it is called."""


def texts(value: Any) -> Iterator[dict[str, str]]:
    """Every pair of texts inside of a JSON value."""
    if isinstance(value, dict):
        if value.keys() == {"en", "zh"}:
            yield value
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def english(value: Any) -> set[str]:
    """English texts inside of a JSON value that read differently in Chinese."""
    return {text["en"] for text in texts(value) if text["en"] != text["zh"]}


def seen(page: Page, selector: str) -> set[str]:
    """Lines of text and spoken names inside of the elements; where a symbol follows a name, both forms."""
    found: list[str] = page.locator(selector).evaluate_all(
        """(elements) => elements.flatMap((element) => [
            ...(element.innerText ?? element.textContent).split('\\n'),
            ...[element, ...element.querySelectorAll('[aria-label], [title]')].flatMap((part) =>
                [part.getAttribute('aria-label') ?? '', part.getAttribute('title') ?? '']),
        ])"""
    )
    lines = {" ".join(text.split()) for text in found} - {""}
    return lines | {line[:-2] for line in lines if line[-2:-1] == " "}


def sentences(lines: set[str]) -> list[str]:
    """Lines that are sentences in no other language than English and name no paper."""
    return sorted(
        line for line in lines if SENTENCE.search(line) and not CHINESE.search(line) and not PAPER.search(line)
    )
