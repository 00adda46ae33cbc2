"""The recipe of `blanks`: English sentences of Tatoeba's pairs, of which words are left out (Devlin et al. 2019).

Of 15 % of the tokens four in five become a blank, one in ten another token, one in ten stays: all of them are to be told.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from lossland.algorithms.sequences.byte_pairs import BytePairs
from lossland.algorithms.sequences.encoder import Encoder
from lossland.algorithms.sequences.tokens import BOS, EOS, PAD, SPECIAL, UNK, padded
from lossland.lab.text import T
from lossland.models.shipped import TOKENISER
from lossland.models.training import About, Recipe, quick_products

STEPS, TOKENS, HELD_OUT, LONGEST = 5000, 3000, 2000, 40
SHARE = 0.15
BLANK = UNK
"""Byte pairs leave nothing unknown in what is learned from, so the token is free."""


class Blanks(Recipe[Encoder]):
    """Four layers of four heads."""

    name = "blanks"
    about = About(
        title=T("English with blanks", "英语填空"),
        data=T(
            "Tatoeba, the English side of its pairs with French and Chinese: 130,000 distinct sentences.",
            "Tatoeba 与法语、汉语句对的英语部分：130,000 个不同的句子。",
        ),
        licence="CC BY 2.0",
        measured=T(
            "15 % of the tokens of 2,000 sentences on which it was not trained, each a blank",
            "2,000 个训练时未用的句子，其中 15% 的词元留空",
        ),
        architecture="Encoder",
        languages=("en",),
        shape={"vocabulary": 4000, "longest": LONGEST + 2, "width": 128, "heads": 4, "layers": 4},
    )
    rate, memory, decay = 2e-3, 0.998, 0.01

    def __init__(self, sentences: Sequence[str], seed: int, steps: int | None) -> None:
        order = torch.randperm(len(sentences), generator=torch.Generator().manual_seed(0)).tolist()
        apart = min(HELD_OUT, len(sentences) // 10)
        seen, held_out = ([sentences[k] for k in part] for part in (order[apart:], order[:apart]))
        self.tokeniser = BytePairs.learned(seen, self.about.shape["vocabulary"])
        self.seen, self.held_out = (
            sorted(([BOS, *row, EOS] for row in self.tokeniser.encode_all(part) if len(row) <= LONGEST), key=len)
            for part in (seen, held_out)
        )
        torch.manual_seed(seed)
        super().__init__(Encoder(**self.about.shape), steps or STEPS, seed)

    def loss(self) -> Tensor:
        first = int(torch.randint(len(self.seen), (), generator=self.rng))
        count = max(1, TOKENS // len(self.seen[first]))
        x = padded(self.seen[first : first + count])
        chosen = self.chosen(x, self.rng)
        fate = torch.rand(x.shape, generator=self.rng)
        other = torch.randint(len(SPECIAL), self.tokeniser.size, x.shape, generator=self.rng)
        given = torch.where(chosen & (fate < 0.8), BLANK, torch.where(chosen & (fate >= 0.9), other, x))
        with quick_products():
            scores = scores_at(self.net, given, chosen)
        return cross_entropy(scores.float(), x[chosen])

    @staticmethod
    def chosen(x: Tensor, rng: torch.Generator) -> Tensor:
        """Which tokens (B, T) are to be told: at least one."""
        drawn = torch.rand(x.shape, generator=rng).masked_fill((x == PAD) | (x == BOS) | (x == EOS), 1.0)
        return drawn <= max(SHARE, float(drawn.min()))

    def beside(self) -> dict[str, str]:
        return {TOKENISER: self.tokeniser.written()}

    @torch.no_grad()
    def quality(self) -> dict[str, float]:
        """How often the true token is the first choice, and among the first five."""
        rng, first, five, count = torch.Generator().manual_seed(1), 0, 0, 0
        for k in range(0, len(self.held_out), 100):
            x = padded(self.held_out[k : k + 100])
            chosen = self.chosen(x, rng)
            best = scores_at(self.average.eval(), x.masked_fill(chosen, BLANK), chosen).topk(5).indices
            right = best == x[chosen][:, None]
            first, five, count = first + int(right[:, 0].sum()), five + int(right.sum()), count + len(right)
        return {"first choice": first / count, "among five": five / count}


def scores_at(net: Encoder, x: Tensor, chosen: Tensor) -> Tensor:
    """Scores (n, V) of the chosen places of x (B, T)."""
    return net.scores(net.read(x, (x != PAD)[:, None, None])[chosen])
