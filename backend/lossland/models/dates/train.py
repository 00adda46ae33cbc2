"""The recipe of `dates`: generated dates, written as people do, to ISO 8601, character by character.

Since it is known which characters tell which part, attention is guided: what it gives to others is added to the loss (Chen
et al. 2016, "Guided alignment training for topic-aware neural machine translation").
"""

from __future__ import annotations

import json

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from lossland.algorithms.sequences.gru_translator import GruTranslator
from lossland.algorithms.sequences.plain_tokens import PlainTokens
from lossland.algorithms.sequences.tokens import BOS, EOS, padded
from lossland.algorithms.sequences.translate import Translator
from lossland.datasets.dates import WrittenDate, dates, true_characters
from lossland.lab.text import T
from lossland.models.shipped import TOKENISER
from lossland.models.training import About, Recipe

STEPS, BATCH, HELD_OUT, GUIDED = 1500, 64, 2000, 0.3
SIZES = {"width": 48, "n": 96}


class Dates(Recipe[GruTranslator]):
    """Draws new dates for every step."""

    name = "dates"
    about = About(
        title=T("Dates", "日期"),
        data=T(
            "Generated: days from 1900 to 2099 in thirteen ways of writing, in English, French and Chinese.",
            "生成数据：1900 至 2099 年的日期，英语、法语、汉语共十三种写法。",
        ),
        licence="Apache-2.0",
        measured=T("2,000 dates that were not drawn for training; greedy search", "2,000 个非训练所用的日期；贪心搜索"),
        architecture="GruTranslator",
        languages=("en, fr, zh", "ISO 8601"),
        shape=SIZES,
    )
    rate, memory = 4e-3, 0.995

    def __init__(self, seed: int, steps: int | None) -> None:
        torch.manual_seed(seed)
        known = dates(4000, torch.Generator().manual_seed(seed))
        self.tokeniser = PlainTokens.learned(
            "characters", [text for each in known for text in (each.source, each.target)]
        )
        self.held_out = dates(HELD_OUT, torch.Generator().manual_seed(1_000_003 + seed))
        super().__init__(GruTranslator(self.tokeniser.size, **SIZES, scores="additive"), steps or STEPS, seed)

    def loss(self) -> Tensor:
        drawn = dates(BATCH, self.rng)
        sources = padded([[*self.tokeniser.encode(each.source), EOS] for each in drawn])
        targets = torch.tensor([self.tokeniser.encode(each.target) for each in drawn])
        at = self.net.begin(sources)
        fed = torch.cat([torch.full((BATCH, 1), BOS), targets], 1)
        logits = self.net.scores(self.net.hidden(fed, at))
        wanted = torch.cat([targets, torch.full((BATCH, 1), EOS)], 1)
        alphas = torch.stack(at.alphas, 1)  # (B, T + 1, S)
        right, known = truth(drawn, sources.shape[1])
        mass = (alphas[:, :-1] * right).sum(-1)[known]
        return cross_entropy(logits.flatten(0, 1), wanted.flatten()) - GUIDED * (mass + 1e-6).log().mean()

    def beside(self) -> dict[str, str]:
        return {TOKENISER: json.dumps(vars(self.tokeniser), ensure_ascii=False) + "\n"}

    @torch.no_grad()
    def quality(self) -> dict[str, float]:
        """The share of dates that are right in every character, and of attention that lies on the true characters."""
        translator = Translator(self.average.eval(), self.tokeniser, self.tokeniser)
        found = translator.best([each.source for each in self.held_out], width=1)
        exact = sum(
            self.tokeniser.decode(said.tokens) == each.target for said, each in zip(found, self.held_out, strict=True)
        )
        return {"exact": exact / len(self.held_out), "attention": self.on_true_characters()}

    def on_true_characters(self) -> float:
        """The mean mass over year, month and day, the true date being fed."""
        sources = padded([[*self.tokeniser.encode(each.source), EOS] for each in self.held_out])
        targets = torch.tensor([self.tokeniser.encode(each.target) for each in self.held_out])
        fed = torch.cat([torch.full((len(targets), 1), BOS), targets[:, :-1]], 1)
        alphas = self.average.eval().alphas(sources, fed)[0, :, 0]  # (N, T, S)
        right, known = truth(self.held_out, sources.shape[1])
        return float((alphas * right).sum(-1)[known].mean())


def truth(drawn: list[WrittenDate], S: int) -> tuple[Tensor, Tensor]:
    """Which of S characters tell each of the ten of the ISO date (B, 10, S), and for which any does (B, 10)."""
    right = torch.zeros(len(drawn), 10, S)
    for row, each in enumerate(drawn):
        for k, places in enumerate(true_characters(each)):
            right[row, k, places] = 1.0
    return right, right.any(-1)
