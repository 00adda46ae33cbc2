"""Presets of the study `transfer`."""

from __future__ import annotations

from lossland.lab import Preset, T

TRANSFER = (
    Preset(
        "transfer",
        T("What transfer is worth", "迁移学习值多少"),
        T(
            "A network that read 50,000 digits of MNIST goes on with 1 to 100 of scikit-learn's: all, part or nothing of it frozen.",
            "读过 50,000 个 MNIST 数字的网络，用 scikit-learn 每类 1 到 100 张继续学习：全部、部分或不冻结。",
        ),
        {"study": "transfer"},
        view="transfer",
    ),
    Preset(
        "transfer-inverted",
        T("Black on white (broken)", "白底黑字 (反例)"),
        T(
            "The same digits with black and white exchanged: what is frozen has never seen such, and holds the rest back.",
            "同样的数字，黑白互换：冻结的层从未见过这种图片，拖累其余部分。",
        ),
        {"study": "transfer", "shifted": "inverted"},
        view="transfer",
    ),
)
