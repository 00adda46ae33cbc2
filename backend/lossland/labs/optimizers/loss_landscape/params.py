"""The controls of the loss landscape lab: eight at first, the rest under "advanced"."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from lossland.lab import LabParams, Refused, T, live, structural, view
from lossland.labs.optimizers.loss_landscape.corners import Corners
from lossland.labs.optimizers.loss_landscape.trainings import MOST_POINTS, BatchSizes, Second, Third, Training

DATA = T("Data", "数据")
NETWORK = T("Network", "网络")
TRAININGS = T("Trainings", "各次训练")
PLANE = T("Plane", "平面")


class LossLandscapeParams(LabParams):
    """What the page shows as controls."""

    data: Literal["moons", "spiral", "circle", "xor", "digits"] = Field(
        "moons",
        title=T("Data", "数据"),
        description=T(
            "Generated points in two dimensions, or real handwritten digits of 8×8 pixels.",
            "生成的二维点，或 8×8 像素的真实手写数字。",
        ),
        json_schema_extra=structural(
            group=DATA,
            options={
                "moons": T("Moons", "双月"),
                "spiral": T("Spiral", "螺旋"),
                "circle": T("Circle", "圆环"),
                "xor": T("XOR", "异或"),
                "digits": T("Digits (real handwriting)", "手写数字 (真实数据)"),
            },
        ),
    )
    count: int = Field(
        300,
        ge=20,
        le=MOST_POINTS,
        title=T("Training samples", "训练样本数"),
        description=T(
            "The surface is the mean loss of all of them. As many again are the test set (at most 500).",
            "曲面是全部训练样本的平均损失。测试集与之同样大 (最多 500 个)。",
        ),
        json_schema_extra=structural(group=DATA, advanced=True, symbol="n"),
    )
    noise: float = Field(
        0.15,
        ge=0,
        le=1,
        title=T("Noise", "噪声"),
        description=T("How far the generated classes run into each other.", "生成的各类别相互混入的程度。"),
        json_schema_extra=structural(group=DATA, advanced=True, when={"data": ["moons", "spiral", "circle", "xor"]}),
    )
    network: Literal["mlp", "cnn"] = Field(
        "mlp",
        title=T("Network", "网络类型"),
        description=T(
            "Fully connected layers, or 3×3 convolutions (digits only).", "全连接层，或 3×3 卷积 (仅限手写数字)。"
        ),
        json_schema_extra=structural(
            group=NETWORK,
            advanced=True,
            options={"mlp": T("Fully connected", "全连接网络"), "cnn": T("Convolutional", "卷积网络")},
        ),
    )
    skips: Literal["plain", "residual", "both"] = Field(
        "plain",
        title=T("Skip connections", "跳跃连接"),
        description=T(
            "Without, with (h + relu(z))/√2 from the second hidden layer on, or both nets side by side.",
            "无；有 (从第二个隐藏层起为 (h + relu(z))/√2)；或两种网络并排。",
        ),
        json_schema_extra=structural(
            group=NETWORK,
            options={
                "plain": T("Plain", "无跳跃连接"),
                "residual": T("Residual", "残差网络"),
                "both": T("Side by side", "并排比较"),
            },
        ),
    )
    depth: int = Field(
        2,
        ge=1,
        le=12,
        title=T("Hidden layers", "隐藏层数"),
        description=T("All of the same width.", "各层宽度相同。"),
        json_schema_extra=structural(group=NETWORK, advanced=True, symbol="K"),
    )
    units: int = Field(
        16,
        ge=2,
        le=32,
        title=T("Units in a layer", "每层神经元数"),
        description=T("Of a convolutional network a quarter of it, as channels.", "卷积网络取其四分之一作为通道数。"),
        json_schema_extra=structural(group=NETWORK, advanced=True, symbol="H"),
    )
    batch_norm: bool = Field(
        False,
        title=T("Batch normalisation", "批量归一化"),
        description=T(
            "Between z and the activation, with the statistics of the samples at hand.",
            "在 z 与激活函数之间，使用当前样本的统计量。",
        ),
        json_schema_extra=structural(group=NETWORK, advanced=True),
    )
    first: Training = Field(
        Training(),
        title=T("Training 1", "训练 1"),
        description=T("Its optimizer and its numbers.", "其优化器与参数。"),
        json_schema_extra=structural(group=TRAININGS),
    )
    second: Second = Field(
        Second(),
        title=T("Training 2", "训练 2"),
        description=T("Its optimizer and its numbers.", "其优化器与参数。"),
        json_schema_extra=structural(group=TRAININGS),
    )
    trainings: Literal["two", "three"] = Field(
        "two",
        title=T("How many", "训练个数"),
        description=T("Two or three trainings side by side.", "同时进行两次或三次训练。"),
        json_schema_extra=structural(
            group=TRAININGS, advanced=True, options={"two": T("Two", "两次"), "three": T("Three", "三次")}
        ),
    )
    third: Third = Field(
        Third(),
        title=T("Training 3", "训练 3"),
        description=T("Its optimizer and its numbers.", "其优化器与参数。"),
        json_schema_extra=structural(group=TRAININGS, advanced=True, when={"trainings": ["three"]}),
    )
    batch_sizes: BatchSizes = Field(
        BatchSizes(),
        title=T("Batch sizes", "批量大小"),
        description=T("Of each training.", "各次训练的批量大小。"),
        json_schema_extra=live(group=TRAININGS, advanced=True),
    )
    starts: Literal["same", "own"] = Field(
        "same",
        title=T("Initial weights", "初始权重"),
        description=T(
            "The same for all trainings, or each with a seed of its own for weights and batches.",
            "所有训练相同，或各自使用不同种子 (权重与小批量)。",
        ),
        json_schema_extra=structural(
            group=TRAININGS,
            advanced=True,
            options={"same": T("The same", "相同"), "own": T("A seed each", "各自的种子")},
        ),
    )
    plane: Literal["checkpoints", "random", "pca"] = Field(
        "checkpoints",
        title=T("Plane", "平面"),
        description=T(
            "Through three checkpoints of a rehearsal; two random filter-normalised directions around the end of"
            " training 1; or the two principal components of the rehearsed walk.",
            "过预演的三个检查点；以训练 1 终点为中心的两个滤波器归一化随机方向；或预演轨迹的两个主成分。",
        ),
        json_schema_extra=live(
            group=PLANE,
            options={
                "checkpoints": T("Three checkpoints", "三个检查点"),
                "random": T("Random", "随机方向"),
                "pca": T("PCA of the walk", "轨迹的主成分"),
            },
        ),
    )
    corners: Corners = Field(
        Corners(),
        title=T("Checkpoints", "检查点"),
        description=T("The three corners of the checkpoint plane.", "检查点平面的三个角。"),
        json_schema_extra=structural(group=PLANE, advanced=True),
    )
    reach: float = Field(
        1.0,
        ge=0.1,
        le=5,
        title=T("Reach", "范围"),
        description=T(
            "Half the side of the square that is drawn. 1 holds the whole walk; in a random plane 1 is about the norm of the weights.",
            "所画正方形边长的一半。1 表示容纳整条轨迹；随机平面中 1 约为权重的范数。",
        ),
        json_schema_extra=live(group=PLANE, scale="log", advanced=True),
    )
    grid: int = Field(
        51,
        ge=13,
        le=101,
        title=T("Grid", "网格"),
        description=T("Points along a side of the finished surface.", "完成后的曲面每边的点数。"),
        json_schema_extra=structural(group=PLANE, advanced=True),
    )
    log: bool = Field(
        True,
        title=T("Logarithmic height", "对数高度"),
        description=T("Height is log₁₀ of the loss, or the loss itself.", "高度为损失的 log₁₀，或损失本身。"),
        json_schema_extra=view(group=PLANE),
    )
    surface_of: Literal["all", "batch"] = Field(
        "all",
        title=T("Loss of", "损失取自"),
        description=T(
            "All training samples: the surface stands still. The present mini-batch of training 1: it trembles, coarse.",
            "全部训练样本：曲面固定不变；或训练 1 当前的小批量：曲面会抖动 (粗网格)。",
        ),
        json_schema_extra=view(
            group=PLANE,
            advanced=True,
            options={"all": T("All samples", "全部样本"), "batch": T("This mini-batch", "当前小批量")},
        ),
    )
    sharpness: bool = Field(
        False,
        title=T("Measure sharpness", "测量尖锐度"),
        description=T(
            "Every 100 updates: the largest eigenvalue of the Hessian by Lanczos' method, in the table.",
            "每 100 次更新用 Lanczos 方法计算黑塞矩阵的最大特征值，列在表中。",
        ),
        json_schema_extra=live(group=PLANE, advanced=True),
    )

    @model_validator(mode="after")
    def _fits(self) -> LossLandscapeParams:
        if self.network == "cnn" and self.data != "digits":
            raise Refused(
                T(
                    f"network: a convolutional network needs pictures; with data = {self.data!r} choose 'mlp'",
                    f"network：卷积网络需要图片；data = {self.data!r} 时请选 'mlp'",
                )
            )
        if self.trainings == "two" and "end_3" in (self.corners.first, self.corners.second, self.corners.third):
            raise Refused(
                T(
                    "corners: there is no end_3 of two trainings; choose three trainings or another checkpoint",
                    "corners：两次训练没有 end_3；请选三次训练或其他检查点",
                )
            )
        if self.starts == "same":
            sizes = (self.batch_sizes.first, self.batch_sizes.second, self.batch_sizes.third)
            trainings: tuple[Training, ...] = (self.first, self.second, self.third)
            chosen = [(one.optimizer, one.lr, size) for one, size in zip(trainings, sizes, strict=True)]
            count = 3 if self.trainings == "three" else 2
            if len(set(chosen[:count])) < count:
                raise Refused(
                    T(
                        "two trainings are the same in everything; change an optimizer, a rate or the starts",
                        "有两次训练完全相同；请更改优化器、学习率或起点",
                    )
                )
        return self


def chosen(p: LossLandscapeParams) -> list[Training]:
    """The trainings of one network."""
    trainings: list[Training] = [p.first, p.second, p.third]
    return trainings[: 3 if p.trainings == "three" else 2]


def networks(p: LossLandscapeParams) -> list[bool]:
    """For each network whether it is residual."""
    return {"plain": [False], "residual": [True], "both": [False, True]}[p.skips]


def row_names(p: LossLandscapeParams) -> list[str]:
    """What metrics call the trainings of all networks: those of the second one have skips."""
    kinds = ("", "_skip")[: len(networks(p))]
    return [f"{i + 1}{kind}" for kind in kinds for i in range(len(chosen(p)))]
