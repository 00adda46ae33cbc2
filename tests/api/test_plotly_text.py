"""Attention maps and tokens as figures that Plotly itself accepts."""

from __future__ import annotations

import json
from typing import Any

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.api.plotly_views import drawn
from lossland.engine.frames import encode_frame
from lossland.lab import T
from lossland.lab.views import Attention, Tokens
from lossland.lab.views.lines import text_lines

TITLE = T("Title", "标题")


def figure(view: Attention | Tokens, lang: str = "en", **arrays: Tensor) -> Any:
    packed = json.loads(encode_frame(0, {"v": arrays}))["views"]["v"]
    return go.Figure(drawn(view.model_dump(mode="json"), packed, lang))


def test_heads_stand_side_by_side_each_with_its_tokens() -> None:
    weights = torch.tensor([[[1.0, 0.0], [0.25, 0.75]], [[0.5, 0.5], [torch.nan, torch.nan]], [[0.0, 1.0], [1.0, 0.0]]])
    view = Attention(title=TITLE, alt=TITLE, across=2, maps=(T("head 1", "头 1"), T("head 2", "头 2")))
    made = figure(view, "zh", weights=weights, rows=text_lines(["▁la", "la"]), columns=text_lines(["the", "the"]))
    assert [list(trace.z[1]) for trace in made.data] == [[0.25, 0.75], [None, None], [1.0, 0.0]]
    assert made.layout.yaxis.ticktext == (" la", "la")
    assert made.layout.xaxis3.ticktext == ("the", "the")
    first, second, third = (made.layout[f"xaxis{n}"].domain for n in ("", "2", "3"))
    assert first == third
    assert first[1] < second[0]
    assert made.layout.yaxis.domain[0] > made.layout.yaxis3.domain[1]
    assert [note.text for note in made.layout.annotations] == ["头 1", "头 2"]


def test_tokens_stand_in_their_lines() -> None:
    view = Tokens(
        title=TITLE, alt=TITLE, value=T("p", "概率"), scale="signed", low=-1, lines=(T("a", "甲"), T("b", "乙"))
    )
    value, line = torch.tensor([0.5, torch.nan, -1.0]), torch.tensor([0, 1, 1])
    (made,) = figure(view, text=text_lines(["x", "y", "z"]), value=value, line=line).data
    assert [list(row) for row in made.z] == [[0.5, None], [None, -1.0]]
    assert [list(row) for row in made.text] == [["x", ""], ["y", "z"]]
    assert (made.zmin, made.zmax) == (-1, 1)


def test_no_token_is_an_empty_figure() -> None:
    view = Tokens(title=TITLE, alt=TITLE, value=T("p", "概率"))
    (made,) = figure(view, text=text_lines([]), value=torch.zeros(0)).data
    assert len(made.z) == 0
