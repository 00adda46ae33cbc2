"""P(name) of each word, by both taggers: of the sentence that is asked, of a new one of a thing, of one that was learned."""

from __future__ import annotations

from functools import cache

import torch
from torch import Tensor

from lossland.algorithms.sequences.vocabulary import words_of
from lossland.datasets.unseen_names import SENTENCE_WORDS
from lossland.lab import T
from lossland.lab.views import Tokens
from lossland.lab.views.lines import text_lines
from lossland.labs.sequences.word_embeddings.params import WordEmbeddingsParams
from lossland.labs.sequences.word_embeddings.pictures.seen import Seen
from lossland.labs.sequences.word_embeddings.tagging import Tagging
from lossland.models.shipped import word_vectors


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Two lines for each sentence, from one-hot inputs first."""
    s = seen.s.tagging
    if s is None:
        return None
    thing, learned = (
        [SENTENCE_WORDS[k] for k in part.words[row].tolist()] for part, row in ((s.new, 1), (s.learned_from, 0))
    )
    lines = [(words, P) for words in (words_of(seen.p.asked), thing, learned) for P in said_names(s, words)]
    lengths = torch.tensor([len(words) for words, _ in lines])
    return {
        "text": text_lines(f"▁{word}" for words, _ in lines for word in words),
        "value": torch.cat([P for _, P in lines]),
        "line": torch.arange(len(lines), dtype=torch.int32).repeat_interleave(lengths),
        "key": torch.cat([torch.arange(n, dtype=torch.int32) for n in lengths.tolist()]),
    }


@cache
def _places(words: tuple[str, ...]) -> dict[str, int]:
    return {word: k for k, word in enumerate(words)}


@torch.no_grad()
def said_names(s: Tagging, words: list[str]) -> tuple[Tensor, Tensor]:
    """P (n,) by both. The first reads a word of no labelled sentence as zeros; the second a word without a vector, and says NaN."""
    if not words:
        return torch.zeros(0), torch.zeros(0)
    place, index, E = _places(SENTENCE_WORDS), _places(word_vectors()[0]), word_vectors()[1]
    hot, given = torch.zeros(2, len(words), E.shape[1])
    for k, word in enumerate(words):
        if word in place:
            hot[k] = s.own.weight[place[word]]
        if word in index:
            given[k] = E[index[word]]
    device = s.vectors.device
    P_hot, P_given = (net(e[None].to(device))[0, :, 0].sigmoid().cpu() for net, e in ((s.hot, hot), (s.given, given)))
    return P_hot, P_given.where(torch.tensor([word in index for word in words]), torch.nan)


def figure(p: WordEmbeddingsParams) -> Tokens | None:
    """Six lines."""
    if p.study != "unseen":
        return None
    return Tokens(
        title=T("Is it a name?", "是人名吗？"),
        caption=T(
            "P(name) of each word. To the one-hot inputs all words that no labelled sentence has are alike: the person and the thing get "
            "the same. The given vectors know from much other text what stands in the same places as names do.",
            "每个词是人名的概率。对独热输入，标注句子中没有的词全都一样：人与物得到相同的值。给定的词向量从大量其他文本得知哪些词与人名出现在相同的位置。",
        ),
        alt=T(
            "Three sentences, each coloured by the probability of a name that two taggers give its words.",
            "三个句子，各按两个标注器给出的人名概率着色。",
        ),
        value=T("P(name)", "P(人名)"),
        percent=True,
        lines=(
            T("asked, one-hot", "所问，独热"),
            T("asked, vectors", "所问，词向量"),
            T("a thing, one-hot", "物品，独热"),
            T("a thing, vectors", "物品，词向量"),
            T("learned, one-hot", "学过，独热"),
            T("learned, vectors", "学过，词向量"),
        ),
        linked="word",
        max_rate=8,
    )
