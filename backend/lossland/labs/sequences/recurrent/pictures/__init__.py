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
    summed,
    tagged,
    unrolled_graph,
    written,
)
from lossland.labs.sequences.recurrent.pictures.lag import ROLES
from lossland.labs.sequences.recurrent.pictures.seen import Seen
from lossland.labs.sequences.recurrent.study_params import (
    ADDING,
    AGREEMENT,
    CELLS,
    LANGUAGE,
    NAMES,
    SIDE_BY_SIDE,
    UNROLLED,
    WAY_ROLES,
    WAYS,
)


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


def _curves(prefix: str, title: T, alt: T, y_title: T, when: Mapping[str, Sequence[str]]) -> Still:
    """One metric of all three cells."""
    series = tuple(f"{prefix}_{kind}" for kind in CELLS)
    names, roles = tuple(CELLS.values()), tuple(ROLES[kind] for kind in CELLS)
    view = Curves(title=title, alt=alt, series=series, roles=roles, names=names, y_title=y_title, log=True)
    return Still(view, when)


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
    "unrolled": Only(unrolled_graph, UNROLLED),
    "summed": Only(summed, ADDING),
    "errors": Still(
        Curves(
            title=T("Squared error on new sequences", "新序列上的平方误差"),
            caption=T(
                "The line is what always answering 1 gives, 1/6: below it a network has begun to add.",
                "参考线是总答 1 的误差 1/6：低于它，网络才开始相加。",
            ),
            alt=T(
                "Mean squared error of RNN, GRU and LSTM against the update, with the line of always answering 1.",
                "RNN、GRU、LSTM 的均方误差随更新次数的变化，以及总答 1 的参考线。",
            ),
            series=(*(f"error_{kind}" for kind in CELLS), "error_one"),
            roles=(*(ROLES[kind] for kind in CELLS), "ink-3"),
            names=(*CELLS.values(), T("always 1", "总答 1")),
            y_title=T("mean squared error", "均方误差"),
            log=True,
        ),
        ADDING,
    ),
    "loss": _curves(
        "loss",
        T("Loss", "损失"),
        T("Cross-entropy of the verb against the update.", "动词的交叉熵随更新次数的变化。"),
        T("cross-entropy", "交叉熵"),
        AGREEMENT,
    ),
    "norms": _curves(
        "norm",
        T("Gradient norm", "梯度范数"),
        T("Norm of the gradient by all parameters, before clipping.", "对全部参数的梯度范数 (裁剪之前)。"),
        T("gradient norm before clipping", "裁剪前的梯度范数"),
        SIDE_BY_SIDE,
    ),
}
