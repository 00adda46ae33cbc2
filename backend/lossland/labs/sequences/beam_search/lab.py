"""The face of the beam search lab."""

from __future__ import annotations

from lossland.lab import Arrays, Lab, T, sweep
from lossland.lab.pictures import arrays_of, figures_of
from lossland.lab.views import Figure
from lossland.labs.sequences.beam_search.experiment import Search
from lossland.labs.sequences.beam_search.params import BeamParams
from lossland.labs.sequences.beam_search.pictures import VIEWS
from lossland.labs.sequences.beam_search.pictures.seen import Seen
from lossland.labs.sequences.beam_search.presets import PRESETS
from lossland.labs.sequences.beam_search.state import State


class BeamSearch(Search, Lab[BeamParams, State]):
    """Several hypotheses at a time."""

    part = "sequences"
    title = T("Beam search and BLEU", "束搜索与 BLEU")
    summary = T(
        "The likeliest first word need not begin the likeliest sentence. Keep several hypotheses, watch the tree grow, and judge "
        "what comes out.",
        "最可能的第一个词未必开启最可能的句子。同时保留几个假设，看搜索树生长，再评价译文。",
    )
    question = T("Does the best first word begin the best sentence?", "最好的第一个词，会开启最好的句子吗？")
    topics = (
        T("Greedy search and beam search", "贪心搜索与束搜索"),
        T("Log-probabilities and underflow", "对数概率与下溢"),
        T("Length normalisation", "长度归一化"),
        T("Error analysis: search or model", "误差分析：搜索还是模型"),
        T("BLEU: clipping and brevity penalty", "BLEU：截断与过短惩罚"),
    )
    layout = (
        (
            ("tree", "scores", "blame", "counted"),
            ("hypotheses", "looked", "candidates", "underflow", "grams", "score"),
        ),
    )
    reel = sweep("shown", [0, 1, 2, 3])
    drives = "width"
    presets = PRESETS

    def figures(self, p: BeamParams) -> dict[str, Figure]:
        return figures_of(VIEWS, p)

    def draw(self, s: State, p: BeamParams) -> dict[str, Arrays]:
        return arrays_of(VIEWS, Seen(s, p))
