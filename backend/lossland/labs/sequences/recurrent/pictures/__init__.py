"""The views of the recurrent lab."""

from __future__ import annotations

from lossland.lab import T
from lossland.lab.pictures import Picture, Still
from lossland.lab.views import Curves
from lossland.labs.sequences.recurrent.params import CELLS, RecurrentParams
from lossland.labs.sequences.recurrent.pictures import carrier, gaps, gates, lag
from lossland.labs.sequences.recurrent.pictures.lag import ROLES
from lossland.labs.sequences.recurrent.pictures.seen import Seen


def _curves(prefix: str, title: T, alt: T, y_title: T, *, log: bool) -> Still:
    """One metric of all three cells."""
    series = tuple(f"{prefix}_{kind}" for kind in CELLS)
    names, roles = tuple(CELLS.values()), tuple(ROLES[kind] for kind in CELLS)
    return Still(Curves(title=title, alt=alt, series=series, roles=roles, names=names, y_title=y_title, log=log))


VIEWS: dict[str, Picture[RecurrentParams, Seen]] = {
    "gates": gates,
    "lag": lag,
    "carrier": carrier,
    "gaps": gaps,
    "loss": _curves(
        "loss",
        T("Loss", "损失"),
        T("Cross-entropy of the verb against the update.", "动词的交叉熵随更新次数的变化。"),
        T("cross-entropy", "交叉熵"),
        log=True,
    ),
    "norms": _curves(
        "norm",
        T("Gradient norm", "梯度范数"),
        T("Norm of the gradient by all parameters, before clipping.", "对全部参数的梯度范数 (裁剪之前)。"),
        T("gradient norm before clipping", "裁剪前的梯度范数"),
        log=True,
    ),
}
