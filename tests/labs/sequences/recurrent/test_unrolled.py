"""The picture of a layout: boxes and arrows lie where the graph says, and there is nothing to play."""

from __future__ import annotations

from typing import get_args

import pytest
import torch

from lossland.algorithms.sequences.unrolled import Mode, Unrolling, unrolled
from lossland.labs.sequences.recurrent.lab import Recurrent
from lossland.labs.sequences.recurrent.params import RecurrentParams
from lossland.labs.sequences.recurrent.pictures.unrolled_graph import GROUPS, HALF, middle

LAB = Recurrent()


@pytest.mark.parametrize("layout", get_args(Unrolling))
@pytest.mark.parametrize("mode", get_args(Mode))
def test_boxes_stand_at_the_nodes_and_arrows_lead_from_box_to_box(layout: Unrolling, mode: Mode) -> None:
    p = RecurrentParams(study="unrolled", layout_shown=layout, mode=mode)
    s = LAB.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
    assert LAB.done(s, p)
    assert LAB.figures(p).keys() == {"unrolled"}
    drawn = LAB.draw(s, p)["unrolled"]
    nodes, edges = unrolled(layout, mode)
    boxes = {uid: torch.stack([drawn[f"{uid}.x"], drawn[f"{uid}.y"]], 1) for uid in GROUPS if f"{uid}.x" in drawn}
    corners = torch.cat(list(boxes.values())).view(-1, 6, 2)
    assert {tuple(round(v, 3) for v in box[:4].mean(0).tolist()) for box in corners} == {middle(node) for node in nodes}
    assert len(corners) == len(nodes)
    arrows = torch.stack([drawn["arrows.x"], drawn["arrows.y"]], 1).view(-1, 5, 2)
    for (source, target), points in zip(edges, arrows, strict=True):
        for node, end in ((source, points[0]), (target, points[3])):
            assert float((end - torch.tensor(middle(node))).abs().amax()) == pytest.approx(HALF, abs=1e-6)
        assert points[4].isnan().all()
    data = {trace["uid"]: trace for trace in LAB.figures(p)["unrolled"].model_dump(mode="json")["figure"]["data"]}
    assert data["labels"]["text"] == list(nodes.values())
    assert len(data["example"]["text"]) == len(drawn["example.x"])
    assert set(boxes) == set(data) - {"arrows", "labels", "example"}
    assert ("loss" in boxes) is (mode == "learns")
