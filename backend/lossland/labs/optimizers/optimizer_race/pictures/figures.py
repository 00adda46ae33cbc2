"""The optimizer race's pictures as figures: contours with paths, the surface, loss against step."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from lossland.algorithms.surfaces.textbook import WINDOWS
from lossland.lab import T
from lossland.lab.views import Figure, Gesture, Plot, painted
from lossland.labs.optimizers.optimizer_race.params import METHODS, SURFACES, OptimizerRaceParams
from lossland.labs.optimizers.optimizer_race.pictures.tab_figures import tab_figures

ROLES = (
    "class-0",
    "class-3",
    "class-2",
    "class-1",
    "bad",
    "class-5",
    "class-9",
    "class-7",
    "class-6",
    "ink",
    "class-8",
    "class-4",
)
"""Colours of the racers, those of the first four easiest to tell apart."""


def names_of(p: OptimizerRaceParams) -> tuple[T, ...]:
    """What the racers are called: number and method."""
    return tuple(T(f"{i} {METHODS[k.method]}", f"{i} {METHODS[k.method].zh}") for i, k in enumerate(p.racers, 1))


def axis_titles(p: OptimizerRaceParams) -> tuple[T, T]:
    """Names of the two parameters."""
    kind = p.surface.kind
    if kind == "gabor":
        return T("offset φ₀", "偏移 φ₀"), T("frequency φ₁", "频率 φ₁")
    if kind == "quadratic":
        return T("parameter θ₁", "参数 θ₁"), T("parameter θ₂", "参数 θ₂")
    return T("parameter x", "参数 x"), T("parameter y", "参数 y")


def figures(p: OptimizerRaceParams) -> dict[str, Figure]:
    """All views; only structural parameters are read."""
    names = names_of(p)
    return {
        "same": contour_figure(
            p,
            names,
            T("Same learning rate", "相同的学习率"),
            T(
                "Drag the ring: every path is drawn anew. All racers use the rate α of the control, unless one has its own.",
                "拖动圆环，所有路径随之重画。除单独设定者外，都使用控件中的学习率 α。",
            ),
        ),
        "best": contour_figure(
            p,
            names,
            T("Each at its best learning rate", "各用最佳学习率"),
            T(
                "31 rates were tried for each, from this start. The table says which won. The best is the first to stay below a thousandth of the start's height, else the lowest at the end.",
                "每个都从这个起点试过 31 个学习率，胜出者见表格。最先稳定降到起点高度千分之一以下者为最佳，"
                "都达不到时取终点最低者。",
            ),
        ),
        "surface": surface_figure(p, names),
        "loss": loss_figure(names),
        **tab_figures(p, names, axis_titles(p), ROLES),
    }


def contour_figure(p: OptimizerRaceParams, names: tuple[T, ...], title: T, caption: T) -> Plot:
    """Contours, paths and the start that can be dragged."""
    left, right, low, high = WINDOWS[p.surface.kind]
    across, up = axis_titles(p)
    traces: list[Any] = [
        go.Contour(
            uid="ground",
            name=T("loss", "损失"),
            ncontours=18,
            showscale=False,
            opacity=0.4,
            line_width=0.7,
            hoverinfo="skip",
            meta=painted(colorscale="sequential"),
        ),
        go.Scatter(
            uid="minima",
            name=T("lowest point", "最低点"),
            mode="markers",
            marker={"symbol": "star", "size": 13},
            showlegend=False,
            meta=painted(marker="good"),
        ),
    ]
    for r, name in enumerate(names):
        role = ROLES[r % len(ROLES)]
        traces.append(
            go.Scatter(
                uid=f"rest{r}",
                name=name,
                mode="lines",
                line_width=1.8,
                showlegend=False,
                hoverinfo="skip",
                meta=painted(line=f"{role}/65"),
            )
        )
    for r, name in enumerate(names):
        traces.append(
            go.Scatter(uid=f"path{r}", name=name, mode="lines", line_width=3, meta=painted(line=ROLES[r % len(ROLES)]))
        )
    traces += [
        go.Scatter(
            uid="left",
            name=T("left the domain", "离开定义域"),
            mode="markers",
            marker={"symbol": "x", "size": 11},
            showlegend=False,
            text=list(names),
            hoverinfo="text+name",
            meta=painted(marker="bad"),
        ),
        go.Scatter(
            uid="start",
            name=T("start (drag)", "起点 (可拖动)"),
            mode="markers",
            marker={"symbol": "circle-open", "size": 24, "line_width": 3},
            showlegend=False,
            meta=painted(marker="ink"),
        ),
        go.Scatter(
            uid="ball",
            name=T("racers", "优化器"),
            mode="markers+text",
            text=[str(r + 1) for r in range(len(names))],
            textfont_size=10,
            marker={"size": 16, "line_width": 1.5},
            showlegend=False,
            hovertext=list(names),
            hovertemplate="%{hovertext}<br>(%{x:.4g}, %{y:.4g})<extra></extra>",
            meta=painted(**{"marker": "surface", "marker.line": "ink", "textfont": "ink"}),
        ),
    ]
    figure = go.Figure(traces)
    figure.update_xaxes(title=across, range=[left, right], constrain="domain", zeroline=False, showgrid=False)
    figure.update_yaxes(
        title=up, range=[low, high], scaleanchor="x", constrain="domain", zeroline=False, showgrid=False
    )
    return Plot(
        title=title,
        caption=caption,
        alt=T(
            f"Contours of the surface “{SURFACES[p.surface.kind]}” with the path of each racer from one start.",
            f"曲面“{SURFACES[p.surface.kind].zh}”的等高线，以及各优化器从同一起点出发的路径。",
        ),
        figure=figure,
        gestures=(
            Gesture(
                on="drag",
                action="set_params",
                trace="start",
                x="surface.start_x",
                y="surface.start_y",
                hint=T("Drag the start", "拖动起点"),
            ),
            Gesture(
                on="click",
                action="set_params",
                x="surface.start_x",
                y="surface.start_y",
                hint=T("Click to start there", "点击设为起点"),
            ),
        ),
    )


def surface_figure(p: OptimizerRaceParams, names: tuple[T, ...]) -> Plot:
    """The surface in space."""
    across, up = axis_titles(p)
    traces: list[Any] = [
        go.Surface(
            uid="ground", name=T("loss", "损失"), opacity=0.9, hoverinfo="skip", meta=painted(colorscale="sequential")
        )
    ]
    for r, name in enumerate(names):
        traces.append(
            go.Scatter3d(
                uid=f"path{r}", name=name, mode="lines", line_width=6, meta=painted(line=ROLES[r % len(ROLES)])
            )
        )
    traces.append(
        go.Scatter3d(
            uid="ball",
            name=T("racers", "优化器"),
            mode="markers+text",
            text=[str(r + 1) for r in range(len(names))],
            marker_size=5,
            showlegend=False,
            meta=painted(marker="ink", textfont="ink"),
        )
    )
    figure = go.Figure(traces)
    figure.update_scenes(
        xaxis_title=across,
        yaxis_title=up,
        zaxis_title=T("height", "高度"),
        aspectmode="manual",
        aspectratio={"x": 1.25, "y": 1.0, "z": 0.7},
    )
    return Plot(
        title=T("Surface", "曲面"),
        caption=T(
            "The same paths, each at its best rate, on the surface; height is log₁₀ of the loss above its lowest point, or "
            "the loss itself (advanced). A path ends where it leaves the picture.",
            "同样的路径 (各用最佳学习率) 画在曲面上；高度为损失与最低点之差的 log₁₀，也可设为原值 (高级选项)。路径离开画面即中断。",
        ),
        alt=T("The loss as a surface with the racers' paths on it.", "损失曲面与各优化器的路径。"),
        max_rate=6,
        figure=figure,
    )


def loss_figure(names: tuple[T, ...]) -> Plot:
    """Height against step, both races."""
    traces: list[Any] = []
    for uid, dash, width in (("same", "solid", 2.5), ("best", "dot", 1.8)):
        for r, name in enumerate(names):
            traces.append(
                go.Scatter(
                    uid=f"{uid}{r}",
                    name=name,
                    x0=0,
                    dx=1,
                    mode="lines",
                    line_dash=dash,
                    line_width=width,
                    showlegend=uid == "same",
                    meta=painted(line=ROLES[r % len(ROLES)]),
                )
            )
    traces.append(
        go.Scatter(
            uid="cursor",
            name=T("now", "当前"),
            mode="lines",
            line_width=1.5,
            showlegend=False,
            hoverinfo="skip",
            meta=painted(line="ink"),
        )
    )
    figure = go.Figure(traces)
    figure.update_xaxes(title=T("step t", "步 t"))
    figure.update_yaxes(title=T("f(θ) − lowest f", "f(θ) − 最低值"), type="log", exponentformat="power", nticks=6)
    return Plot(
        title=T("Loss against step", "损失随步数的变化"),
        caption=T(
            "Solid: same rate; dotted: each at its best rate. A line that ends has left the domain.",
            "实线：相同学习率；点线：各用最佳学习率。中断的曲线表示已离开定义域。",
        ),
        alt=T(
            "Height above the lowest point against step on a logarithmic axis, for every racer at both rates.",
            "各优化器在两种学习率下相对最低点的高度随步数的变化，纵轴为对数。",
        ),
        figure=figure,
        max_rate=10,
    )
