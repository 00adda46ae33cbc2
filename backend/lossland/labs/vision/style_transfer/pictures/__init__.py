"""The pictures of the style transfer lab."""

from __future__ import annotations

from collections.abc import Mapping

from lossland.lab import T
from lossland.lab.pictures import Picture, Still
from lossland.lab.views import Curves
from lossland.labs.vision.style_transfer.params import PICTURES, StyleTransferParams
from lossland.labs.vision.style_transfer.pictures import before_after, five, gram, layers, originals, trade
from lossland.labs.vision.style_transfer.pictures.seen import NAMES, ROLES, Seen


def curves(of: str, title: T, alt: T) -> Still:
    """One of the losses of all five pictures."""
    return Still(
        Curves(
            title=title,
            alt=alt,
            series=tuple(f"{of}_{k + 1}" for k in range(PICTURES)),
            roles=ROLES,
            names=NAMES,
            y_title=title,
            log=True,
        )
    )


VIEWS: Mapping[str, Picture[StyleTransferParams, Seen]] = {
    "five": five,
    "originals": originals,
    "before_after": before_after,
    "trade": trade,
    "content_loss": curves(
        "content",
        T("Content loss", "内容损失"),
        T(
            "The content loss of each of the five pictures against the update.",
            "五幅图各自的内容损失随更新次数的变化。",
        ),
    ),
    "style_loss": curves(
        "style",
        T("Style loss", "风格损失"),
        T("The style loss of each of the five pictures against the update.", "五幅图各自的风格损失随更新次数的变化。"),
    ),
    "layers": layers,
    "gram": gram,
}
