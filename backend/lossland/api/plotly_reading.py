"""What a network reads on a picture as a Plotly figure: the picture beside a bar for each class."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lossland.api.plotly_json import PALETTE
from lossland.models.names import class_names

Json = dict[str, Any]


def reading(view: Mapping[str, Any], values: Mapping[str, Any]) -> tuple[list[Json], Json]:
    """The picture on the left, the most probable classes on the right, the first on top."""
    names = view["classes"] or [
        str(name) if view["lang"] == "en" else name.zh for name in class_names(view["model"] or "imagenet")
    ]
    found = [names[index] if index < len(names) else str(index) for index in values["classes"].tolist()]
    image = {"type": "image", "uid": "picture", "z": values["picture"].tolist(), "hoverinfo": "skip"}
    bars = {
        "type": "bar",
        "uid": "classes",
        "orientation": "h",
        "x": [round(float(share), 4) for share in values["probabilities"]],
        "y": found,
        "marker": {"color": PALETTE["accent"]},
        "xaxis": "x2",
        "yaxis": "y2",
    }
    hidden = {"visible": False}
    return [image, bars], {
        "xaxis": {**hidden, "domain": [0, 0.45], "constrain": "domain"},
        "yaxis": {**hidden, "scaleanchor": "x", "autorange": "reversed", "constrain": "domain"},
        "xaxis2": {"domain": [0.65, 1], "range": [0, 1], "tickformat": ".0%"},
        "yaxis2": {"autorange": "reversed", "anchor": "x2"},
    }
