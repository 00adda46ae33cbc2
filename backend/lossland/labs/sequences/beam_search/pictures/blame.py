"""Who is to blame: the person's translation against the network's, by the score that the search uses."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.marks import dots, line, plot
from lossland.lab.views import Note, Plot
from lossland.labs.sequences.beam_search.params import BeamParams
from lossland.labs.sequences.beam_search.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Each sentence is a point; the diagonal is where both score alike."""
    found = seen.s.blamed
    if found is None:
        return None
    human, machine = found.log_ps.unbind(1)
    search = found.wrong & (human > machine)
    model = found.wrong & (human <= machine)
    ends = torch.stack([found.log_ps.min() - 0.1, torch.zeros((), dtype=torch.float64)])
    arrays = {"even.x": ends, "even.y": ends, "own.x": human[:1], "own.y": machine[:1]}
    for name, chosen in (("search", search), ("model", model), ("same", ~found.wrong)):
        arrays |= {f"{name}.x": human[chosen], f"{name}.y": machine[chosen]}
    count = float(found.wrong.sum())
    shares = {"wrong": count, "search": float(search.sum()), "model": float(model.sum())}
    return arrays | {
        "own_log_p.human": human[:1],
        "own_log_p.machine": machine[:1],
        **{f"told.{name}": torch.tensor([value], dtype=torch.float64) for name, value in shares.items()},
    }


def figure(p: BeamParams) -> Plot | None:
    """Above the diagonal the network prefers what it said: better search would not help."""
    if p.study != "errors":
        return None
    return Plot(
        title=T("Search or model?", "搜索还是模型？"),
        caption=T(
            "Below the diagonal the network itself prefers y*: the search missed it, raise B. Above it prefers ŷ: the model is to blame.",
            "对角线下方：网络自己更偏好 y*，是搜索漏掉了，应增大 B。上方：网络偏好 ŷ，问题在模型。",
        ),
        alt=T("Scores of the network's translations against those of people's.", "网络译文得分与人工译文得分的对照。"),
        figure=plot(
            line("even", T("equal", "相等"), "ink-3", dash="dot", width=1.5),
            dots("same", T("the same words", "译文相同"), "class-2", size=11),
            dots("model", T("the model is to blame", "模型之过"), "class-1", size=11),
            dots("search", T("the search is to blame", "搜索之过"), "bad", size=13, symbol="diamond"),
            dots("own", T("your sentence", "你的句子"), "accent", size=20, symbol="circle-open"),
            x=T("score of y*, the person", "y* 的得分 (人)"),
            y=T("score of ŷ, the network", "ŷ 的得分 (网络)"),
        ),
        notes=(
            Note(uid="own_log_p", text=T("yours: y* {human}, ŷ {machine}", "你的句子：y* {human}，ŷ {machine}")),
            Note(
                uid="told",
                text=T(
                    "{wrong} differ: {model} by the model, {search} by the search",
                    "{wrong} 句不同：模型之过 {model}，搜索之过 {search}",
                ),
            ),
        ),
    )
