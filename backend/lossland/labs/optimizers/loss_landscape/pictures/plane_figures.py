"""The two pictures over the plane: the surface in space with its balls and stems, and its map from above."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from lossland.lab import T
from lossland.lab.views import Gesture, Plot, painted

ROLES = ("class-0", "class-3", "class-2")
LOWEST, HIGHEST = -3.0, 1.0
"""log10 of the losses at the ends of the colour scale; below the lower one all is drawn at it."""
TICKS = {"tickvals": [-3, -2, -1, 0, 1], "ticktext": ["0.001", "0.01", "0.1", "1", "10"]}


def _title(both: bool, residual: bool, alone: T) -> T:
    if not both:
        return alone
    return T("Residual network", "残差网络") if residual else T("Plain network", "无跳跃连接的网络")


def surface_figure(names: list[T], both: bool, residual: bool) -> Plot:
    """The loss over the plane in space, and the walks at their true loss."""
    traces: list[Any] = [
        go.Surface(
            uid="surface",
            name=T("loss", "损失"),
            cmin=LOWEST,
            cmax=HIGHEST,
            opacity=0.78,
            meta=painted(colorscale="sequential"),
            hovertemplate=T(
                "loss %{customdata[0]:.3g}<br>accuracy %{customdata[1]:.1%}<extra></extra>",
                "损失 %{customdata[0]:.3g}<br>准确率 %{customdata[1]:.1%}<extra></extra>",
            ),
        ),
        go.Scatter3d(
            uid="stems",
            name=T("stem: off-plane error", "竖杆：离面误差"),
            mode="lines",
            line_width=4,
            hoverinfo="skip",
            meta=painted(line="ink"),
        ),
        go.Scatter3d(uid="bounds", mode="markers", marker_opacity=0, showlegend=False, hoverinfo="skip"),
    ]
    for i, name in enumerate(names):
        traces.append(
            go.Scatter3d(
                uid=f"path{i + 1}",
                name=name,
                mode="lines",
                line_width=6,
                hoverinfo="skip",
                meta=painted(line=ROLES[i]),
            )
        )
        traces.append(
            go.Scatter3d(
                uid=f"ball{i + 1}",
                name=name,
                mode="markers",
                marker_size=9,
                showlegend=False,
                meta=painted(marker=ROLES[i]),
                hovertemplate=T(
                    "true loss %{customdata[0]:.3g}<br>surface below or above: %{customdata[1]:.3g}",
                    "真实损失 %{customdata[0]:.3g}<br>正下或正上方曲面：%{customdata[1]:.3g}",
                ),
            )
        )
    figure = go.Figure(traces)
    figure.update_scenes(
        xaxis_title=T("a (d₁)", "a (d₁)"),
        yaxis_title=T("b (d₂)", "b (d₂)"),
        zaxis_title=T("L or log₁₀ L", "L 或 log₁₀ L"),
        aspectmode="manual",
        aspectratio={"x": 0.93, "y": 0.93, "z": 0.66},
        camera={"eye": {"x": 1.35, "y": -1.5, "z": 0.95}, "center": {"x": -0.11, "y": -0.1, "z": -0.14}},
    )
    return Plot(
        title=_title(both, residual, T("Walking over the loss surface", "在损失曲面上行走")),
        caption=T(
            "Each ball is at its true loss; its stem leads to the surface. The surface is the loss of all training"
            " samples over a fixed plane and does not change while they train: it is only refined. At first it is"
            " interpolated between 13 × 13 points, then every step computes the next row or two exactly, from the lowest b"
            " up; it begins anew when the plane, its centre or its reach is changed. Heights below 0.001 are drawn at 0.001.",
            "小球画在其真实损失处，竖杆通向曲面。曲面是固定平面上全部训练样本的损失，训练时不会改变：只会细化。"
            "最初由 13 × 13 个点插值得到，此后每一步从 b 最小处起精确计算下一两行；仅当平面、中心或范围改变时才重新开始。低于 0.001 的高度按 0.001 绘制。",
        ),
        alt=T(
            "The loss as a surface over a plane in weight space, with the path of every training.",
            "权重空间中一个平面上的损失曲面，以及每次训练的轨迹。",
        ),
        max_rate=8,
        linked="landscape",
        figure=figure,
    )


def contour_figure(names: list[T], residual: bool) -> Plot:
    """The same from above: contours of the loss, and the walks\' shadows on the plane."""
    traces: list[Any] = [
        go.Contour(
            uid="surface",
            name=T("loss", "损失"),
            zmin=LOWEST,
            zmax=HIGHEST,
            contours={"start": LOWEST, "end": HIGHEST + 1, "size": 0.25},
            line_width=0.5,
            colorbar={"title": T("L", "L"), **TICKS},
            meta=painted(contours="sequential"),
            hovertemplate=T(
                "loss %{customdata[0]:.3g}<br>accuracy %{customdata[1]:.1%}<extra></extra>",
                "损失 %{customdata[0]:.3g}<br>准确率 %{customdata[1]:.1%}<extra></extra>",
            ),
        )
    ]
    for i, name in enumerate(names):
        traces.append(
            go.Scatter(
                uid=f"path{i + 1}", name=name, mode="lines", line_width=3, hoverinfo="skip", meta=painted(line=ROLES[i])
            )
        )
    for uid, name, symbol in (
        ("starts", T("start", "起点"), "circle-open"),
        ("ends", T("ends of the scouts", "探路训练的终点"), "star"),
    ):
        traces.append(
            go.Scatter(
                uid=uid,
                name=name,
                mode="markers",
                marker={"symbol": symbol, "size": 11},
                hoverinfo="skip",
                meta=painted(marker="ink"),
            )
        )
    for i, name in enumerate(names):
        traces.append(
            go.Scatter(
                uid=f"ball{i + 1}",
                name=name,
                mode="markers",
                marker={"size": 14, "line": {"width": 2}},
                showlegend=False,
                hoverinfo="skip",
                meta=painted(marker=ROLES[i], **{"marker.line": "surface"}),
            )
        )
    # What the pointer takes hold of: all balls as one trace, unseen.
    traces.append(go.Scatter(uid="balls", mode="markers", marker_opacity=0, showlegend=False, hoverinfo="skip"))
    figure = go.Figure(traces)
    figure.update_xaxes(title=T("a, along d₁", "a，沿 d₁"), showgrid=False, zeroline=False, constrain="domain")
    figure.update_yaxes(
        title=T("b, along d₂", "b，沿 d₂"), scaleanchor="x", showgrid=False, zeroline=False, constrain="domain"
    )
    gestures = (
        Gesture(
            on="remove",
            action="centre_on",
            trace="balls",
            index="training",
            hint=T("Double-click a ball to lay the plane through it", "双击小球，使平面通过它"),
        ),
        Gesture(on="click", action="move_centre", x="a", y="b", hint=T("Click to move the middle", "点击以移动中心")),
    )
    return Plot(
        title=T("Map, residual", "等高线图，残差") if residual else T("Map", "等高线图"),
        caption=T(
            "Seen from above: nearest points of the plane, not the weights themselves. Equal steps of colour are equal"
            " factors of the loss; the scale is the same for all networks.",
            "俯视图：画的是平面上离权重最近的点，而非权重本身。颜色的等距变化对应损失的等比变化；所有网络共用同一色标。",
        ),
        alt=T(
            "Contours of the loss over the plane with the path of every training.",
            "平面上的损失等高线与每次训练的轨迹。",
        ),
        max_rate=10,
        figure=figure,
        gestures=() if residual else gestures,
    )
