from __future__ import annotations

import numpy as np
import plotly.graph_objects as go
import pytest

from lossland.api.plotly_cloud import cloud
from lossland.lab.views.lines import text_lines

VIEW = {
    "title": "Words",
    "groups": ({"name": "men", "role": "class-0"}, {"name": "women", "role": "class-1"}),
    "arrows": ({"name": "given", "role": "ink"}, {"name": "copied", "role": "accent"}),
    "landing": "landing point",
}


@pytest.mark.parametrize("k", [2, 3])
def test_groups_arrows_and_the_ring_are_traces(k: int) -> None:
    points = np.arange(4 * k, dtype=np.float32).reshape(4, k)
    values = {
        "points": points,
        "text": text_lines(["king", "queen", "man", "woman"]).numpy(),
        "group": np.array([0, 1, 0, 1], np.uint8),
        "named": np.array([1], np.int32),
        "arrows": points.reshape(2, 2, k),
        "landing": points[:1],
        "axes": text_lines(["first", "second", "third"][:k]).numpy(),
    }
    data, layout = cloud(VIEW, values)
    figure = go.Figure(data=data, layout=layout)
    assert [trace.name for trace in figure.data] == ["men", "women", "given", "copied", "landing point"]
    assert list(data[1]["x"]) == points[[1, 3], 0].tolist()
    assert data[1]["text"] == ["queen", ""]
    assert data[0]["hovertext"] == ["king", "man"]
    assert data[0]["type"] == ("scatter3d" if k == 3 else "scatter")
    titles = layout["scene"] if k == 3 else layout
    assert titles["yaxis"]["title"]["text"] == "second"


def test_a_bare_cloud_is_one_trace() -> None:
    values = {"points": np.zeros((2, 2), np.float32), "text": text_lines(["a", "b"]).numpy()}
    data, _ = cloud({**VIEW, "groups": (), "arrows": ()}, values)
    assert len(data) == 1
    assert data[0]["name"] == "Words"
