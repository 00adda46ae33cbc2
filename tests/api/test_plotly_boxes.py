"""Pictures with boxes as figures that Plotly itself accepts."""

from __future__ import annotations

import json

import plotly.graph_objects as go
import torch

from lossland.api.plotly_views import drawn
from lossland.engine.frames import encode_frame
from lossland.lab import T
from lossland.lab.views import Boxes
from lossland.lab.views.boxes import GONE, KEEPER, REAL

VIEW = Boxes(title=T("Found", "检测结果"), alt=T("Boxes.", "框。"), classes=(T("car", "汽车"),))


def made(lang: str = "en", view: Boxes = VIEW, **more: torch.Tensor) -> go.Figure:
    picture = torch.zeros(4, 6, 3, dtype=torch.uint8)
    boxes = torch.tensor([[0.0, 0, 2, 2], [1, 1, 3, 3], [0, 0, 6, 4]])
    arrays = {"picture": picture, "boxes": boxes, **more}
    frame = json.loads(encode_frame(0, {"v": arrays}))["views"]["v"]
    return go.Figure(drawn(view.model_dump(mode="json"), frame, lang))


def test_boxes_are_closed_lines_over_the_picture() -> None:
    figure = made()
    assert figure.data[0].type == "image"
    assert list(figure.data[2].x) == [1, 3, 3, 1, 1]
    assert list(figure.data[2].y) == [1, 1, 3, 3, 1]
    assert [trace.name for trace in figure.data[1:]] == ["#1", "#2", "#3"]
    assert list(figure.layout.yaxis.range) == [4, 0]  # rows count downwards


def test_a_victim_is_faint_and_names_its_keeper() -> None:
    figure = made(
        lang="zh",
        labels=torch.zeros(3, dtype=torch.int32),
        scores=torch.tensor([0.9, 0.7, torch.nan]),
        states=torch.tensor([KEEPER, GONE, REAL], dtype=torch.uint8),
        by=torch.tensor([-1, 0, -1], dtype=torch.int32),
        overlap=torch.tensor([0, 1 / 7, 0]),
    )
    keeper, victim, real = figure.data[1:]
    assert keeper.name == "#1 汽车 0.90"
    assert victim.name == "#2 汽车 0.70 ← #1, IoU 0.14"
    assert victim.opacity < keeper.opacity == 1
    assert (real.name, real.line.dash) == ("#3 汽车", "dash")


def test_a_list_is_a_table_of_the_same_words() -> None:
    (table,) = made(
        view=VIEW.model_copy(update={"show": "list"}), by=torch.tensor([-1, 0, -1]), overlap=torch.zeros(3)
    ).data
    assert table.type == "table"
    assert list(table.cells["values"][0])[1].startswith("#2 ← #1")


def test_a_picture_without_boxes() -> None:
    assert len(made(boxes=torch.zeros(0, 4)).data) == 1
