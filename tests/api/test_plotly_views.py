"""Every kind of view as a complete figure that Plotly itself accepts."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
import torch

from lossland.algorithms.surfaces.textbook import Surface, landscape
from lossland.api import plotly_views
from lossland.api.plotly_views import decoded, drawn
from lossland.engine.first_frame import first_frame
from lossland.engine.frames import encode_frame
from lossland.registry import AnyLab, labs
from tests.support.inside import TestClient

LAB = labs()["mlp-playground"]


def figure(view: str, lang: str = "en", steps: int = 30, lab: AnyLab = LAB, **params: Any) -> go.Figure:
    p = lab.Params(**params)
    s = lab.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
    lab.adopt(s, p, None)
    for _ in range(steps):
        lab.step(s, p)
    arrays = json.loads(encode_frame(steps, lab.draw(s, p)))["views"][view]
    return go.Figure(drawn(lab.figures(p)[view].model_dump(mode="json"), arrays, lang))


def test_typed_arrays_are_read_back() -> None:
    whole = {"a": torch.arange(6, dtype=torch.int32).reshape(2, 3), "b": torch.tensor(2.5)}
    arrays = json.loads(encode_frame(0, {"v": whole}))["views"]["v"]
    assert decoded(arrays["a"]).tolist() == [[0, 1, 2], [3, 4, 5]]
    assert decoded(arrays["b"]).item() == 2.5


def test_a_map_with_its_points() -> None:
    made = figure("map")
    surface, *points = made.data
    assert np.shape(surface.z) == (120, 168)
    assert (surface.x0, surface.dx) == pytest.approx(
        (-6 + 0.5 / 14, 1 / 14)
    )  # the middle of the first cell of 12 / 168
    assert (surface.y0, surface.dy) == pytest.approx((-5.95, 0.1))
    assert sum(len(trace.x) for trace in points) == 400
    assert [trace.name for trace in points] == ["orange", "orange ○", "blue", "blue ○"]
    assert made.layout.title.text == "What the network answers"


@pytest.mark.parametrize("data", ["spiral", "iris"])
def test_a_map_of_one_unit_has_its_values(data: str) -> None:
    made = figure("map", data={"kind": data}, focus=3, activation="sigmoid").data[0]
    assert (made.zmin, made.zmax) == (0, 1)
    assert len(np.unique(made.z)) > 20


def test_a_map_of_several_classes() -> None:
    made = figure("map", "zh", data={"kind": "iris"})
    assert set(np.unique(made.data[0].z)) <= {0, 1, 2}
    assert made.data[1].name == "山鸢尾"


def test_a_surface_in_space_with_balls_stems_and_stars() -> None:
    made = figure("surface", steps=3, lab=labs()["loss-landscape"], count=60, units=6)
    traces = {trace.uid: trace for trace in made.data}
    assert set(traces) == {"ground"} | {f"{kind}{i}" for kind in ("trail", "ball", "stem") for i in (1, 2)}
    assert np.shape(traces["ground"].z) == (51, 51)
    np.testing.assert_allclose(np.array(traces["ground"].surfacecolor), np.log10(np.array(traces["ground"].z)))
    assert made.layout.scene.zaxis.type == "log"
    assert traces["trail1"].z[-1] == traces["ball1"].z[0] == traces["stem1"].z[0]
    assert [trace.name for trace in made.data if trace.showlegend is None][1:] == ["1: Adam", "2: Momentum"]


def test_a_path_on_the_ground_is_drawn_at_its_height() -> None:
    race = labs()["optimizer-race"]
    made = figure("surface", steps=3, lab=race, surface={"kind": "quadratic"}, height="linear")
    kind = race.Params.model_validate({"surface": {"kind": "quadratic"}}).model_dump()["surface"]
    traces = {trace.uid: trace for trace in made.data}
    x, y, z = (np.array(traces["trail1"][axis], float) for axis in "xyz")
    assert len(x) == 4
    surface = Surface("quadratic", kind["kappa"], kind["angle"])
    np.testing.assert_allclose(z, landscape(surface).value(torch.tensor(np.stack([x, y], 1))), rtol=0.05)
    assert list(traces["goals"].x) == [0]


def test_a_network_as_nodes_and_lines() -> None:
    made = figure("network")
    units = made.data[-1]
    assert len(units.x) == 2 + 8 + 8 + 1
    lines = [trace for trace in made.data if trace.mode == "lines"]
    assert sum(len(trace.x) for trace in lines) == 3 * (2 * 8 + 8 * 8 + 8)


def test_a_network_of_zeros_has_no_lines() -> None:
    assert len(figure("network", steps=0, init="zero").data) == 1


def test_pictures_in_rows() -> None:
    made = figure("images", data={"kind": "digits"})
    assert np.shape(made.data[0].z) == (4 * 9, 12 * 9)


def test_colour_pictures() -> None:
    arrays = json.loads(encode_frame(0, {"v": {"images": torch.zeros(3, 4, 5, 3, dtype=torch.uint8)}}))["views"]["v"]
    view = {"kind": "images", "title": {"en": "a", "zh": "b"}, "scale": "grey", "columns": None}
    assert np.shape(go.Figure(drawn(view, arrays, "en")).data[0].z) == (2 * 5, 2 * 6, 3)
    nothing = json.loads(encode_frame(0, {"v": {"images": torch.zeros(0, 4, 5, dtype=torch.uint8)}}))["views"]["v"]
    assert len(go.Figure(drawn(view, nothing, "en")).data) == 0


def test_tiles_of_their_own_sizes_keep_their_numbers() -> None:
    lab = labs()["convolution"]
    for study in ("window", "channels", "upsampling"):
        p = {"study": study, "size": 16}
        arrays = json.loads(first_frame(lab, p, 0))["views"]
        for name, view in lab.figures(lab.Params.model_validate(p)).items():
            if view.kind != "images":
                continue
            made = go.Figure(drawn(view.model_dump(mode="json"), arrays[name], "zh"))
            assert len(made.data) == len(made.layout.annotations) > 1
            for trace in made.data:
                cells = decoded(arrays[name][trace.uid])
                assert np.shape(trace.z)[0] == cells.shape[-2]
                if trace.type == "heatmap" and cells.ndim == 2:
                    np.testing.assert_allclose(np.array(trace.z), cells, atol=1e-5)


def test_a_table_with_written_numbers() -> None:
    cells = figure("units").data[0].cells["values"]
    assert list(cells[0]) == ["Layer 1 · tanh", "Layer 2 · tanh", "Output"]
    assert list(cells[2]) == ["24", "72", "9"]
    assert list(cells[3]) == ["0%", "0%", ""]


def test_a_formula_with_its_numbers() -> None:
    text = figure("rule").layout.annotations[0].text
    assert text.startswith(r"$\begin{aligned} w &")
    assert "@" not in text
    assert "?" not in text


def test_every_view_of_a_run_is_a_complete_figure(client: TestClient) -> None:
    body = {"lab": LAB.slug, "play": False, "params": {"data": {"kind": "digits"}, "hidden": [4]}}
    run = client.post("/api/v1/runs", json=body).json()
    client.post(f"/api/v1/runs/{run['id']}/control", json={"action": "step", "steps": 60}).raise_for_status()
    views = client.get(f"/api/v1/runs/{run['id']}/figures").json()
    assert {view["kind"] for view in views.values()} == {
        "field",
        "network",
        "curves",
        "table",
        "plotly",
        "formula",
        "images",
    }
    for view in views:
        for lang in ("en", "zh"):
            plain = client.get(f"/api/v1/runs/{run['id']}/figures/{view}", params={"lang": lang}).json()
            go.Figure(plain)
            assert '"zh"' not in json.dumps(plain)


def test_a_kind_without_a_copy_says_so(monkeypatch: pytest.MonkeyPatch, client: TestClient) -> None:
    run = client.post("/api/v1/runs", json={"lab": "mlp-playground", "play": False}).json()["id"]
    monkeypatch.setattr(plotly_views, "KINDS", {})
    answer = client.get(f"/api/v1/runs/{run}/figures/map")
    assert answer.status_code == 406
    assert "a field has no form as a Plotly figure" in answer.json()["detail"]
    assert "map" in answer.json()["message"]["zh"]
