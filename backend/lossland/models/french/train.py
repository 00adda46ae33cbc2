"""The recipe of `french`: Tatoeba's pairs of sentences, French to English."""

from __future__ import annotations

from torch import Tensor

from lossland.algorithms.sequences.transformer import Transformer
from lossland.models.translating import Translating


class French(Translating[Transformer]):
    """A Transformer of 3 + 3 layers, width 192."""

    name = "french"
    rate, warm, passes, vocabulary = 2e-3, 0.08, 11, 6000

    def network(self) -> Transformer:
        return Transformer(self.vocabulary, width=192, heads=4, layers=3, hidden=768, dropout=0.1)

    def logits(self, source: Tensor, fed: Tensor, there: Tensor) -> Tensor:
        hidden = self.net.hidden(fed, self.net.begin(source))
        return self.net.scores(hidden.flatten(0, 1)[there])

    def quality(self) -> dict[str, float]:
        return {}
