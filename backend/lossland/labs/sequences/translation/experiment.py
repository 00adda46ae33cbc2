"""Translation: an encoder reads, a decoder speaks, and looks at what was read.

Sources: Sutskever, Vinyals, Le 2014 (one vector); Bahdanau, Cho, Bengio 2015 (additive attention); Luong, Pham, Manning 2015
(dot product); Vaswani et al. 2017 (Transformer); Gu et al. 2018 (all words at once).
"""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.sequences.byte_pairs import BytePairs
from lossland.algorithms.sequences.gru_translator import GruTranslator
from lossland.algorithms.sequences.plain_tokens import PlainTokens
from lossland.algorithms.sequences.tokens import BOS, EOS, padded
from lossland.algorithms.sequences.transformer import Transformer
from lossland.datasets.pairs import Pair
from lossland.fields.sentence_pairs import cut_of, drawn_pairs
from lossland.lab import Experiment, Refused, T
from lossland.labs.sequences.translation.actions import Look, LookFreely
from lossland.labs.sequences.translation.learning import BINS, judged, loss, picked
from lossland.labs.sequences.translation.params import TranslationParams
from lossland.labs.sequences.translation.state import Examples, Learner, Net, State

HELD_OUT = 200
EVERY = 50
"""Updates between two looks at BLEU."""
MOST_UPDATES = 6000
MANY = 1000
"""Pairs."""
PIECES, CHARACTERS = 2000, 1200
"""Of a vocabulary of pieces of words, and how many of them may be single characters."""
NOTHING = [Pair("x", "y")]
"""What stands for data where a shipped network is looked at."""


def parted(pairs: list[Pair]) -> tuple[list[Pair], list[Pair]]:
    """To learn from, and held out; nothing is learned from `NOTHING`."""
    apart = min(HELD_OUT, len(pairs) // 10)
    return (pairs[:-apart], pairs[-apart:]) if apart else (pairs, pairs)


def vocabulary_of(p: TranslationParams, pairs: list[Pair]) -> PlainTokens | BytePairs:
    """Of both sides. Of many real sentences what stands there only once is unknown."""
    texts, kind = [side for pair in pairs for side in pair], cut_of(p.data)
    if kind == "pieces":
        return BytePairs.learned(texts, PIECES, CHARACTERS)
    return PlainTokens.learned(kind, texts, least=2 if p.data.kind == "own" and len(pairs) > MANY else 1)


def as_tokens(pairs: list[Pair], both: PlainTokens | BytePairs) -> Examples:
    """Pairs, filled up to one length; one vocabulary has both sides."""
    sources, targets = (both.encode_all([pair[side] for pair in pairs]) for side in (0, 1))
    return Examples(
        padded([[*row, EOS] for row in sources]),
        padded([[BOS, *row] for row in targets]),
        padded([[*row, EOS] for row in targets]),
    )


def made(kind: str, V: int, n: int) -> Net:
    """A network that has learned nothing; its initial weights are drawn from the global generator."""
    if kind == "transformer":
        return Transformer(V, width=n, heads=2, layers=2, hidden=2 * n)
    return GruTranslator(V, width=n // 2, n=n, scores=kind)  # type: ignore[arg-type]


class Translating(Experiment[TranslationParams, State, Look | LookFreely]):
    """Networks that learn pairs, or one that has learned."""

    slug = "translation"
    Params = TranslationParams
    actions = (Look, LookFreely)

    def start(self, p: TranslationParams, rng: torch.Generator, device: torch.device) -> State:
        pairs = drawn_pairs(p.data, p.pairs + HELD_OUT, rng) if p.study == "train" else NOTHING
        both = vocabulary_of(p, pairs)
        seen, held_out = (as_tokens(part, both) for part in parted(pairs))
        for examples in (seen, held_out):
            vars(examples).update({name: value.to(device) for name, value in vars(examples).items()})
        kinds = [kind for kind in (p.net, p.beside) if kind != "nothing"] if p.study == "train" else []
        learners = []
        for kind in kinds:
            with torch.random.fork_rng([]):
                torch.manual_seed(int(torch.randint(2**31, (), generator=rng)))
                net = made(kind, both.size, p.units).to(device)
            optimizer = torch.optim.Adam(net.parameters(), lr=p.rate)
            learners.append(Learner(net, optimizer, torch.tensor(0.0), torch.full((len(BINS),), torch.nan)))
        lengths = (held_out.source != 0).sum(1) - 1
        return State(rng, 0, learners, {}, both, seen, held_out, lengths)

    def step(self, s: State, p: TranslationParams) -> dict[str, Tensor]:
        chosen = torch.randint(len(s.seen.source), (p.batch,), generator=s.rng)
        batch = picked(s.seen, chosen.to(s.seen.source.device))
        metrics = {}
        for learner, name in zip(s.learners, ("", "_beside"), strict=False):
            for group in learner.optimizer.param_groups:
                group["lr"] = p.rate
            cost = loss(learner.net, batch, p, s.rng)
            learner.optimizer.zero_grad()
            torch.autograd.backward(cost)
            torch.nn.utils.clip_grad_norm_(learner.net.parameters(), 1.0)
            learner.optimizer.step()
            metrics[f"loss{name}"] = cost.detach()
        s.turns += 1
        if s.turns % EVERY == 0:
            for learner, name in zip(s.learners, ("", "_beside"), strict=False):
                learner.bleu, learner.by_length = judged(learner.net, s.held_out, s.lengths, s.tokens, p)
                metrics[f"bleu{name}"] = learner.bleu
        return metrics

    def act(self, s: State, p: TranslationParams, action: Look | LookFreely) -> None:
        if isinstance(action, LookFreely):
            s.forced = {}
            return
        if p.order == "at once":
            raise Refused(T("what is said all at once has no steps", "一次全部输出，没有先后步骤"))
        if s.forced.get(str(action.row)) == action.column:
            s.forced = {row: column for row, column in s.forced.items() if row != str(action.row)}
        else:
            s.forced = {**s.forced, str(action.row): action.column}

    def done(self, s: State, p: TranslationParams) -> bool:
        return p.study == "shipped" or s.turns >= MOST_UPDATES
