"""Every training in numbers."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.nets.row_nets import Samples, loss_and_accuracy, outputs
from lossland.lab import T
from lossland.lab.views import Column, Table
from lossland.labs.optimizers.loss_landscape.params import LossLandscapeParams
from lossland.labs.optimizers.loss_landscape.pictures.names import names_of
from lossland.labs.optimizers.loss_landscape.pictures.seen import Seen
from lossland.labs.optimizers.loss_landscape.state import State


def draw(seen: Seen) -> dict[str, Tensor]:
    """The columns."""
    s, now, test = seen.s, seen.now, tested(seen.s)
    lost = ~s.walk.alive
    sharp = s.sharp if s.sharp_at >= 0 else torch.full_like(s.sharp, torch.nan)
    return {
        "loss": now[0].masked_fill(lost, torch.nan),
        "error": 1 - test[1].masked_fill(lost, torch.nan),
        "share": torch.cat([over.at.share for over in seen.over]),
        "off": torch.cat([over.at.off for over in seen.over]),
        "sharp": sharp[:, 0],
    }


def tested(s: State) -> Tensor:
    """Loss and accuracy on the test set, (2, R). Batch norm takes the statistics of the training set."""
    n, m = s.train.x.shape[1], s.x_test.shape[1]
    x, y = torch.cat([s.train.x, s.x_test], 1), torch.cat([s.train.y, s.y_test], 1)
    w = torch.nn.functional.pad(s.train.w, (0, m))
    f = outputs(s.net, s.walk.theta, Samples(x, y, w), s.skip)[:, :, n:]  # (R, K, m)
    return torch.stack(loss_and_accuracy(f, Samples(s.x_test, s.y_test, w.new_full((m,), 1 / m))))


def figure(p: LossLandscapeParams) -> Table:
    """One row for each training."""
    both = p.skips == "both"
    kinds = (T(", plain", "，无跳跃"), T(", residual", "，残差")) if both else (T("", ""),)
    rows = tuple(T(f"{name}{kind}", f"{name.zh}{kind.zh}") for kind in kinds for name in names_of(p))
    return Table(
        title=T("Numbers", "数值"),
        caption=T(
            "How much of the way from the plane's centre lies in the plane, how far off it the weights are, and the"
            " largest eigenvalue of the Hessian (with “Measure sharpness”). Without loss: diverged. The"
            " two-dimensional data sets are generated.",
            "从平面中心到权重的位移有多少在平面内、权重离平面多远，以及黑塞矩阵的最大特征值 (需开启“测量尖锐度”)。"
            "无损失值表示已发散。二维数据集是生成的。",
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
            Column(name="sharp", title=T("λ₁ of ∇²L", "∇²L 的 λ₁")),
        ),
        rows=rows,
    )
