"""What the network that reads has reached, update by update."""

from __future__ import annotations

from lossland.lab import T
from lossland.lab.pictures import Still
from lossland.lab.views import Curves
from lossland.labs.sequences.attention.study_params import READ

LOSSES = Still(
    Curves(
        title=T("Loss", "损失"),
        caption=T(
            "Cross-entropy of a character, in nats: of an update’s text and of text held out. Guessing evenly is ln 35 = 3.56.",
            "每个字符的交叉熵，单位纳特：更新所用文本与留出文本。均匀猜测为 ln 35 = 3.56。",
        ),
        alt=T("Loss against update, two curves.", "损失随更新次数的变化，两条曲线。"),
        series=("read_loss", "read_held_loss"),
        roles=("train", "held"),
        y_title=T("nats a character", "每字符纳特"),
    ),
    READ,
)
RIGHT = Still(
    Curves(
        title=T("Right characters", "正确字符"),
        caption=T("Share of right characters on text held out.", "留出文本中正确字符的比例。"),
        alt=T("Share of right characters against update.", "正确字符比例随更新次数的变化。"),
        series=("read_right",),
        roles=("held",),
        y_title=T("share", "比例"),
    ),
    READ,
)
