"""Text in a frame: what goes in as lines comes out as the same lines, byte by byte."""

from __future__ import annotations

import torch
from hypothesis import given
from hypothesis import strategies as st

from lossland.api.plotly_text import words
from lossland.engine.frames import typed_array
from lossland.lab.views.lines import text_lines

SIGNS = st.characters(exclude_characters="\n\r\t\x00▁", exclude_categories=["Cs"])


@given(st.lists(st.text(SIGNS, max_size=6), max_size=8))
def test_lines_come_back(lines: list[str]) -> None:
    packed = text_lines(lines)
    assert (packed.dtype, packed.dim()) == (torch.uint8, 1)
    assert words(packed.numpy()) == lines


def test_a_token_that_is_a_line_break_stays_one_line_that_is_seen() -> None:
    assert words(text_lines(["a", "\n", "\t", "", "▁la"]).numpy()) == ["a", "↵", "⇥", "", " la"]


def test_half_a_sign_does_not_break_a_frame() -> None:
    assert words(text_lines(["\ud83d", "b"]).numpy()) == ["?", "b"]


def test_no_line_and_one_empty_line_differ() -> None:
    assert [typed_array(text_lines(lines))["bdata"] for lines in ([], [""])] == ["", "Cg=="]
