"""Presets of the study `train`, some that fail on purpose."""

from __future__ import annotations

from lossland.lab import Preset, T

TRAIN = (
    Preset(
        "digits",
        T("LeNet-5 reads digits", "LeNet-5 读数字"),
        T(
            "1,797 digits of scikit-learn: draw one and press Play.",
            "scikit-learn 的 1,797 个数字：画一个，再按“运行”。",
        ),
        {},
        view="sheet",
    ),
    Preset(
        "residual",
        T("A small ResNet", "小 ResNet"),
        T(
            "44,014 parameters instead of 61,706, nearly four times the work.",
            "44,014 个参数而不是 61,706 个，计算量近四倍。",
        ),
        {"network": "resnet"},
        view="accuracy",
    ),
    Preset(
        "depth",
        T("Accuracy by depth", "准确率随深度的变化"),
        T(
            "A small Inception whose every stage has a softmax that looks on: deeper stages tell the digits better.",
            "小 Inception 的每一级都有一个旁观的 softmax：级越深，数字越容易区分。",
        ),
        {"network": "inception", "branches": "probe"},
        view="depth",
    ),
    Preset(
        "mirrored",
        T("Mirrored digits (broken)", "镜像数字 (反例)"),
        T(
            "Every other picture is turned left for right: what a 2 is and what a mirrored 5 is comes together.",
            "一半图片被左右翻转：2 与镜像的 5 混在一起。",
        ),
        {"mirror": True},
        view="mistakes",
    ),
    Preset(
        "few",
        T("A hundred pictures", "一百张图片"),
        T("Training accuracy is perfect, the test is not.", "训练准确率完美，测试却不然。"),
        {"count": 100, "rotation": 0.0, "crop": 0.0, "epochs": 100},
        view="accuracy",
    ),
    Preset(
        "too-fast",
        T("Rate too large (broken)", "学习率过大 (反例)"),
        T("All units die at once: ten equal bars for ever.", "所有单元立刻“死亡”：十根条形永远一样。"),
        {"rate": 0.5},
        view="maps",
    ),
)
