"""The face of the lab on convolutional classifiers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from lossland.lab import Arrays, Lab, Metric, T, stills
from lossland.lab.trained import Reader, Trained
from lossland.lab.views import Figure
from lossland.labs.vision.cnn_classifier import pictures
from lossland.labs.vision.cnn_classifier.actions import Draw
from lossland.labs.vision.cnn_classifier.asked import reader, trained
from lossland.labs.vision.cnn_classifier.experiment import Classifying, State
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.presets import PRESETS
from lossland.labs.vision.cnn_classifier.questions import MOMENTS, PREDICTIONS

TRAINED = {"study": ["train", "own"]}
TRIED = {"study": ["transfer"]}
WALKED = {"study": ["shapes"]}


class CnnClassifier(Classifying, Lab[CnnClassifierParams, State, Draw]):
    """A network that reads what is drawn."""

    part = "vision"
    title = T("Convolutional networks", "卷积神经网络")
    summary = T(
        "Draw a digit and watch a network learn to read it: feature maps, filters, mistakes, and why it thinks so.",
        "画一个数字，看网络学会读它：特征图、卷积核、错误，以及它为何这样认为。",
    )
    question = T("How does a network come to read your digit?", "网络如何学会读你写的数字？")
    topics = (
        T("Convolutional networks", "卷积神经网络"),
        T("LeNet-5 to DenseNet", "LeNet-5 到 DenseNet"),
        T("Feature maps and filters", "特征图与卷积核"),
        T("Saliency and Grad-CAM", "显著性与 Grad-CAM"),
        T("Data augmentation", "数据增强"),
        T("1×1 convolution", "1×1 卷积"),
    )
    metrics: ClassVar[Mapping[str, Metric]] = {
        "parameters": Metric(T("Parameters so far, millions", "至此的参数 (百万)"), headline=True, when=WALKED),
        "multiplications": Metric(
            T("Multiplications so far, millions", "至此的乘法 (百万)"), headline=True, when=WALKED
        ),
        "activations": Metric(T("Activations so far, millions", "至此的激活 (百万)")),
        "sure": Metric(
            T("Probability of this answer", "该答案的概率"), headline=True, percent=True, when={"study": ["imagenet"]}
        ),
        "epoch": Metric(T("Epoch", "轮次"), headline=True, when=TRAINED),
        "computed": Metric(T("Features computed", "已算好的特征"), percent=True),
        "accuracy_part": Metric(T("Test accuracy, part frozen", "测试准确率 (部分冻结)"), percent=True, better="more"),
        "accuracy_none": Metric(T("Test accuracy, none frozen", "测试准确率 (不冻结)"), percent=True, better="more"),
        "right_all": Metric(T("Read right, all frozen", "读对的比例 (全部冻结)"), percent=True),
        "right_part": Metric(T("Read right, part frozen", "读对的比例 (部分冻结)"), percent=True),
        "right_none": Metric(T("Read right, none frozen", "读对的比例 (不冻结)"), percent=True),
        "right_scratch": Metric(T("Read right, from scratch", "读对的比例 (从零训练)"), percent=True),
        "pictures": Metric(T("Pictures of each class", "每类图片数"), headline=True, when=TRIED),
        "tried": Metric(T("Networks trained", "已训练的网络"), headline=True, when=TRIED),
        "train_loss": Metric(T("Training loss (batch)", "训练损失 (小批量)"), better="less"),
        "test_loss": Metric(T("Test loss", "测试损失"), better="less"),
        "train_accuracy": Metric(T("Training accuracy", "训练准确率"), percent=True),
        "test_accuracy": Metric(
            T("Test accuracy", "测试准确率"), headline=True, percent=True, better="more", when=TRAINED
        ),
    }
    layout = (
        (
            ("sheet", "own_read", "transfer", "photograph", "volumes"),
            (
                "own_wall",
                "own_ways",
                "maps",
                "accuracy",
                "depth",
                "epochs",
                "why",
                "mistakes",
                "filters",
                "maxima",
                "confusion",
                "gallery",
                "loss",
                "own_plane",
                "own_accuracy",
                "own_confusion",
                "own_loss",
                "transfer_now",
                "stages",
                "costs",
                "layers",
                "branch",
            ),
        ),
    )
    reel = stills(0, 10, 45, 90)
    drives = "rate"
    at_once: ClassVar[Mapping[str, list[str]]] = {"study": ["imagenet"]}
    presets = PRESETS
    predictions = PREDICTIONS
    moments = MOMENTS

    def trained(self, s: State, p: CnnClassifierParams) -> Trained | None:
        return trained(s, p)

    def reader(self, p: CnnClassifierParams, classes: tuple[T, ...]) -> Reader:
        return reader(p, classes)

    def figures(self, p: CnnClassifierParams) -> dict[str, Figure]:
        return pictures.figures(p)

    def draw(self, s: State, p: CnnClassifierParams) -> dict[str, Arrays]:
        return pictures.arrays(s, p)
