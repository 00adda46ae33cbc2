"""The views of the recurrent lab: those of the study that is chosen are there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lossland.lab import Arrays, T
from lossland.lab.pictures import Picture, Still
from lossland.lab.views import Curves, Figure
from lossland.labs.sequences.recurrent.params import RecurrentParams
from lossland.labs.sequences.recurrent.pictures import (
    by_kind,
    candidates,
    carrier,
    choice,
    gaps,
    gates,
    lag,
    tagged,
    written,
)
from lossland.labs.sequences.recurrent.pictures.lag import ROLES
from lossland.labs.sequences.recurrent.pictures.seen import Seen
from lossland.labs.sequences.recurrent.study_params import AGREEMENT, CELLS, LANGUAGE, NAMES, WAY_ROLES, WAYS


@dataclass(frozen=True)
class Only:
    """A picture of one study."""

    picture: Picture[RecurrentParams, Seen]
    when: Mapping[str, Sequence[str]]

    def figure(self, p: RecurrentParams, /) -> Figure | None:
        """None in the other studies."""
        return self.picture.figure(p) if p.study in self.when["study"] else None

    def draw(self, seen: Seen, /) -> Arrays | None:
        """None in the other studies."""
        return self.picture.draw(seen) if seen.p.study in self.when["study"] else None


def _curves(prefix: str, title: T, alt: T, y_title: T, *, log: bool) -> Still:
    """One metric of all three cells."""
    series = tuple(f"{prefix}_{kind}" for kind in CELLS)
    names, roles = tuple(CELLS.values()), tuple(ROLES[kind] for kind in CELLS)
    view = Curves(title=title, alt=alt, series=series, roles=roles, names=names, y_title=y_title, log=log)
    return Still(view, AGREEMENT)


def _both(prefix: str, title: T, alt: T, y_title: T) -> Still:
    """One metric of both taggers."""
    series = tuple(f"{prefix}_{way}" for way in WAYS)
    roles = tuple(WAY_ROLES[way] for way in WAYS)
    return Still(
        Curves(title=title, alt=alt, series=series, roles=roles, names=tuple(WAYS.values()), y_title=y_title), NAMES
    )


VIEWS: dict[str, Picture[RecurrentParams, Seen]] = {
    "gates": Only(gates, AGREEMENT),
    "lag": Only(lag, AGREEMENT),
    "carrier": Only(carrier, AGREEMENT),
    "gaps": Only(gaps, AGREEMENT),
    "tagged": Only(tagged, NAMES),
    "by_kind": Only(by_kind, NAMES),
    "ambiguous": _both(
        "ambiguous",
        T("Ambiguous words", "有歧义的词"),
        T("Share of right tags of ambiguous words against the update.", "有歧义的词的正确率随更新次数的变化。"),
        T("right", "正确率"),
    ),
    "tagging": _both(
        "tagging",
        T("Loss of tagging", "标注损失"),
        T("Binary cross-entropy of a word against the update.", "每词的二元交叉熵随更新次数的变化。"),
        T("binary cross-entropy", "二元交叉熵"),
    ),
    "written": Only(written, LANGUAGE),
    "choice": Only(choice, LANGUAGE),
    "candidates": Only(candidates, LANGUAGE),
    "perplexity": Still(
        Curves(
            title=T("Perplexity", "困惑度"),
            caption=T(
                "e to the mean cross-entropy of a token: among so many equally likely ones it hesitates. Counted pairs know "
                "only the token before.",
                "e 的平均交叉熵次方：相当于在这么多个等可能的词元之间犹豫。二元计数只看前一个词元。",
            ),
            alt=T("Perplexity against the update.", "困惑度随更新次数的变化。"),
            series=("perplexity", "perplexity_train", "perplexity_bigram"),
            roles=("held", "train", "ink-3"),
            names=(
                T("held out", "留出文本"),
                T("learned from", "训练文本"),
                T("counted pairs, held out", "二元计数，留出文本"),
            ),
            y_title=T("perplexity", "困惑度"),
            log=True,
        ),
        LANGUAGE,
    ),
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
