"""The pictures of the loss landscape lab: the surface with its balls, the contour map, the table, the slice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go
import torch
from torch import Tensor

from lossland.algorithms.landscape import Plane, at_points, between, lattice, on_plane, project
from lossland.algorithms.row_nets import Samples
from lossland.lab import Arrays, T
from lossland.labs.optimizers._loss_landscape_params import METHODS, LossLandscapeParams
from lossland.labs.optimizers._loss_landscape_planes import Surface, chosen
from lossland.views import Column, Curves, Figure, Gesture, Plot, Table, painted

if TYPE_CHECKING:
    from lossland.labs.optimizers.loss_landscape import State

ROLES = ("class-0", "class-3", "class-2")
LOWEST, HIGHEST = -3.0, 1.0
"""log10 of the losses at the ends of the colour scale; below the lower one all is drawn at it."""
TREMBLING = 21
"""Points along a side of a mini-batch's surface, which is new in every frame."""
SLICE = torch.linspace(-0.5, 1.5, 33)
ENDS = (8, 24)
"""Where t is 0 and 1."""
TICKS = {"tickvals": [-3, -2, -1, 0, 1], "ticktext": ["0.001", "0.01", "0.1", "1", "10"]}


def draw(s: State, p: LossLandscapeParams, surface: Surface, test: Tensor) -> dict[str, Arrays]:
    """The arrays of all views. `test` is loss and accuracy on the test set, (2, R)."""
    R, networks = len(s.skip), len(surface.centre)
    k = R // networks
    theta = s.walk.theta
    now = at_points(s.net, theta, s.train, s.skip)  # (2, R)
    path = s.trail.points[: s.trail.kept]  # (t, R P + R)
    walked = path[:, :-R].view(len(path), R, -1)  # (t, R, P)
    frame: dict[str, dict[str, Tensor]] = {}
    off, share = torch.zeros(R), torch.zeros(R)
    for f in range(networks):
        rows = slice(f * k, f * k + k)
        plane, residual = Plane(surface.centre[f], surface.D[f]), bool(s.skip[f * k])
        at = project(plane, theta[rows])
        off[rows], share[rows] = at.off, at.share
        feet = on_plane(s.net, plane, at.ab, s.train, residual)[0]  # (k,)
        a, b, values = _values(s, p, surface, f)
        steps = torch.cat([walked[:, rows], theta[None, rows]])  # (t + 1, k, P)
        heights = torch.cat([path[:, -R:][:, rows], now[0, None, rows]])  # (t + 1, k)
        ab = project(plane, steps.flatten(0, 1)).ab.view(-1, k, 2)
        name = "" if f == 0 else "_residual"
        frame["surface" if f == 0 else "residual"] = _space(p, a, b, values, ab, heights, feet)
        scouts = project(plane, s.scouts[[0, -1]][:, rows].flatten(0, 1)).ab.view(2, k, 2)
        frame[f"contour{name}"] = _map(a, b, values, ab, scouts)
    _one_range([frame[name] for name in ("surface", "residual") if name in frame])
    frame["numbers"] = _numbers(s, now, test, off, share)
    frame["slice"] = _slice(s)
    return {**frame}


def _values(s: State, p: LossLandscapeParams, surface: Surface, f: int) -> tuple[Tensor, Tensor, Tensor]:
    """Coordinates a and b along the sides, (n,), and loss and accuracy (2, n, n)."""
    low, high = surface.middle[f] - surface.half[f], surface.middle[f] + surface.half[f]
    n, values = p.grid, surface.values[f]
    if p.surface_of == "batch":
        n = TREMBLING
        batch = Samples(s.batch, s.batch_y, s.batch.new_full((s.batch.shape[1],), 1 / s.batch.shape[1]))
        plane = Plane(surface.centre[f], surface.D[f])
        residual = bool(s.skip[f * (len(s.skip) // len(surface.centre))])
        values = on_plane(s.net, plane, lattice(low, high, n, n), batch, residual).view(2, n, n)
    ramp = torch.linspace(0, 1, n, device=low.device)
    return low[0] + ramp * (high[0] - low[0]), low[1] + ramp * (high[1] - low[1]), values


def _logarithm(loss: Tensor) -> Tensor:
    return loss.clamp(min=10**LOWEST).log10()


def _height(p: LossLandscapeParams, loss: Tensor) -> Tensor:
    return _logarithm(loss) if p.log else loss


def _space(
    p: LossLandscapeParams, a: Tensor, b: Tensor, values: Tensor, ab: Tensor, losses: Tensor, feet: Tensor
) -> dict[str, Tensor]:
    """Surface, paths ab (t, k, 2) at their true losses (t, k), balls, stems to the feet (k,)."""
    z, foot = _height(p, losses), _height(p, feet)
    arrays = {
        "surface.x": a,
        "surface.y": b,
        "surface.z": _height(p, values[0]),
        "surface.surfacecolor": _logarithm(values[0]),
        "surface.customdata": values.permute(1, 2, 0),  # (n, n, 2)
    }
    for i in range(ab.shape[1]):
        uid = i + 1
        arrays |= {f"path{uid}.x": ab[:, i, 0], f"path{uid}.y": ab[:, i, 1], f"path{uid}.z": z[:, i]}
        arrays |= {f"ball{uid}.x": ab[-1:, i, 0], f"ball{uid}.y": ab[-1:, i, 1], f"ball{uid}.z": z[-1:, i]}
        arrays[f"ball{uid}.customdata"] = torch.stack([losses[-1:, i], feet[i : i + 1]], 1)  # (1, 2)
    gap = torch.full_like(foot, torch.nan)
    arrays["stems.x"] = ab[-1, :, 0].repeat_interleave(3)
    arrays["stems.y"] = ab[-1, :, 1].repeat_interleave(3)
    arrays["stems.z"] = torch.stack([z[-1], foot, gap], 1).flatten()  # (3 k,)
    return arrays


def _one_range(spaces: list[dict[str, Tensor]]) -> None:
    """The same heights for all surfaces: two unseen points in each at the lowest and the highest of all."""
    heights = [space[name] for space in spaces for name in space if name.endswith(".z")]
    low = torch.stack([z.nan_to_num(torch.inf).amin() for z in heights]).amin()
    high = torch.stack([z.nan_to_num(-torch.inf).amax() for z in heights]).amax()
    for space in spaces:
        space["bounds.x"] = space["surface.x"][[0, 0]]
        space["bounds.y"] = space["surface.y"][[0, 0]]
        space["bounds.z"] = torch.stack([low, high])


def _map(a: Tensor, b: Tensor, values: Tensor, ab: Tensor, scouts: Tensor) -> dict[str, Tensor]:
    arrays = {
        "surface.x": a,
        "surface.y": b,
        "surface.z": _logarithm(values[0]),
        "surface.customdata": values.permute(1, 2, 0),
        "starts.x": scouts[0, :, 0],
        "starts.y": scouts[0, :, 1],
        "ends.x": scouts[1, :, 0],
        "ends.y": scouts[1, :, 1],
        "balls.x": ab[-1, :, 0],
        "balls.y": ab[-1, :, 1],
    }
    for i in range(ab.shape[1]):
        arrays |= {f"path{i + 1}.x": ab[:, i, 0], f"path{i + 1}.y": ab[:, i, 1]}
        arrays |= {f"ball{i + 1}.x": ab[-1:, i, 0], f"ball{i + 1}.y": ab[-1:, i, 1]}
    return arrays


def _numbers(s: State, now: Tensor, test: Tensor, off: Tensor, share: Tensor) -> dict[str, Tensor]:
    lost = ~s.walk.alive
    sharp = s.sharp if s.sharp_at >= 0 else torch.full_like(s.sharp, torch.nan)
    return {
        "loss": now[0].masked_fill(lost, torch.nan),
        "error": 1 - test[1].masked_fill(lost, torch.nan),
        "share": share,
        "off": off,
        "sharp": sharp[:, 0],
    }


def _slice(s: State) -> dict[str, Tensor]:
    """The straight line from training 1 to training 2 of the first network, and on beyond both."""
    t = SLICE.to(s.gauss.device)
    theta = between(s.walk.theta[0], s.walk.theta[1], t)  # (T, P)
    flag = bool(s.skip[0])
    test = Samples(s.x_test, s.y_test, s.gauss.new_full((s.x_test.shape[1],), 1 / s.x_test.shape[1]))
    train = at_points(s.net, theta, s.train, flag)  # (2, T)
    held = at_points(s.net, theta, test, flag)
    ends = train[0][list(ENDS)]  # (2,)
    return {
        "train.x": t,
        "train.y": _logarithm(train[0]),
        "test.x": t,
        "test.y": _logarithm(held[0]),
        "right.x": t,
        "right.y": held[1],
        "ends.x": t.new_tensor([0.0, 1.0]),
        "ends.y": _logarithm(ends),
    }


def names_of(p: LossLandscapeParams) -> list[T]:
    """What the trainings are called: number and optimizer."""
    return [
        T(f"{i + 1}: {METHODS[one.optimizer]}", f"{i + 1}：{METHODS[one.optimizer].zh}")
        for i, one in enumerate(chosen(p))
    ]


def figures(p: LossLandscapeParams) -> dict[str, Figure]:
    """All views; only structural parameters are read."""
    names = names_of(p)
    k, both = len(names), p.skips == "both"
    kinds = ["", "_skip"] if both else [""]
    metrics = [f"{i + 1}{kind}" for kind in kinds for i in range(k)]
    found: dict[str, Figure] = {
        "surface": _surface_figure(names, both, False),
        "contour": _contour_figure(names, False),
    }
    if both:
        found["residual"] = _surface_figure(names, both, True)
        found["contour_residual"] = _contour_figure(names, True)
    plain, skip = (T(", plain", "，无跳跃"), T(", residual", "，残差")) if both else (T("", ""), T("", ""))
    rows = tuple(T(f"{name}{kind}", f"{name.zh}{kind.zh}") for kind in (plain, skip)[: len(kinds)] for name in names)
    return found | {
        "loss": Curves(
            title=T("True loss", "真实损失"),
            caption=T(
                "The height of the balls: the mean over all training samples.", "小球的高度：全部训练样本的平均损失。"
            ),
            alt=T("Training loss of every training against step.", "每次训练的训练损失随步数的变化。"),
            series=tuple(f"loss_{name}" for name in metrics),
            y_title=T("loss L", "损失 L"),
            log=True,
            roles=ROLES[:k] * len(kinds),
        ),
        "off": Curves(
            title=T("Distance from the plane", "到平面的距离"),
            caption=T(
                "How far the weights are from the nearest point of the plane: 0 where a ball stands on the surface.",
                "权重到平面最近点的距离：为 0 时小球恰好落在曲面上。",
            ),
            alt=T("Off-plane distance of every training against step.", "每次训练到平面的距离随步数的变化。"),
            series=tuple(f"off_{name}" for name in metrics),
            y_title=T("distance in weight space", "权重空间中的距离"),
            roles=ROLES[:k] * len(kinds),
        ),
        "share": Curves(
            title=T("Share in the plane", "面内占比"),
            caption=T(
                "How much of the squared distance between the weights and the plane's centre lies in the plane.",
                "权重到平面中心的平方距离中，有多大比例在平面内。",
            ),
            alt=T("Share in the plane of every training against step.", "每次训练的面内占比随步数的变化。"),
            series=tuple(f"in_{name}" for name in metrics),
            y_title=T("share of the squared distance", "平方距离占比"),
            roles=ROLES[:k] * len(kinds),
        ),
        "numbers": _table(rows),
        "slice": _slice_figure(),
    }


def _title(both: bool, residual: bool, alone: T) -> T:
    if not both:
        return alone
    return T("Residual network", "残差网络") if residual else T("Plain network", "无跳跃连接的网络")


def _surface_figure(names: list[T], both: bool, residual: bool) -> Plot:
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


def _contour_figure(names: list[T], residual: bool) -> Plot:
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


def _table(rows: tuple[T, ...]) -> Table:
    return Table(
        title=T("Numbers", "数值"),
        caption=T(
            "How much of the way from the plane's centre lies in the plane, how far off it the weights are, and the"
            " largest eigenvalue of the Hessian (with “Measure sharpness”). Without loss: diverged. The points in the"
            " plane are generated data.",
            "从平面中心到权重的位移有多少在平面内、权重离平面多远，以及黑塞矩阵的最大特征值 (需开启“测量尖锐度”)。"
            "无损失值表示已发散。平面点集为生成的数据。",
        ),
        alt=T(
            "Loss, test error, share in the plane, distance and sharpness of every training.",
            "每次训练的损失、测试误差、面内占比、距离与尖锐度。",
        ),
        columns=(
            Column(name="loss", title=T("Loss", "损失")),
            Column(name="error", title=T("Test error", "测试误差"), percent=True),
            Column(name="share", title=T("In plane", "面内占比"), percent=True),
            Column(name="off", title=T("Off plane", "离面距离")),
            Column(name="sharp", title=T("λ₁ of H", "H 的 λ₁")),
        ),
        rows=rows,
    )


def _slice_figure() -> Plot:
    figure = go.Figure(
        [
            go.Scatter(uid="train", name=T("training loss", "训练损失"), line_width=3, meta=painted(line="accent")),
            go.Scatter(uid="test", name=T("test loss", "测试损失"), line_dash="dash", meta=painted(line="class-0")),
            go.Scatter(
                uid="right",
                name=T("test accuracy (right axis)", "测试准确率 (右轴)"),
                yaxis="y2",
                line_dash="dot",
                meta=painted(line="good"),
            ),
            go.Scatter(
                uid="ends",
                name=T("training 1 and 2", "训练 1 与 2"),
                mode="markers",
                marker_size=10,
                meta=painted(marker="ink"),
            ),
        ]
    )
    figure.update_xaxes(title=T("t: θ = (1 - t) θ₁ + t θ₂", "t：θ = (1 - t) θ₁ + t θ₂"))
    figure.update_layout(
        yaxis={"title": T("loss L", "损失 L"), **TICKS},
        yaxis2={
            "title": T("accuracy", "准确率"),
            "overlaying": "y",
            "side": "right",
            "range": [0, 1.02],
            "tickformat": ".0%",
            "tickvals": [0, 0.25, 0.5, 0.75, 1],
            "showgrid": False,
        },
        margin={"r": 60},
    )
    return Plot(
        title=T("Between two solutions", "两个解之间"),
        caption=T(
            "The loss on the straight line through trainings 1 and 2 as they are now. A hump between them is a barrier.",
            "沿训练 1 与训练 2 当前权重连线的损失。两者之间的隆起即为势垒。",
        ),
        alt=T("Loss and accuracy along the line between two trainings.", "两次训练连线上的损失与准确率。"),
        figure=figure,
    )
