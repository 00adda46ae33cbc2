"""Beam search: the B best hypotheses go on, the others are gone. And how it is told who is to blame for a bad translation.

An instant lab: no `step`; a parameter change searches anew. Sources: Sutskever, Vinyals, Le 2014; Wu et al. 2016 for the
length; Papineni et al. 2002 for BLEU.
"""

from __future__ import annotations

import torch

from lossland.algorithms.sequences.beam_search import Hypothesis, beam_search
from lossland.algorithms.sequences.bleu import bleu, clipped, words_and_marks
from lossland.algorithms.sequences.search_tree import search_tree
from lossland.algorithms.sequences.table_decoder import TableDecoder
from lossland.algorithms.sequences.tokens import EOS, SPECIAL
from lossland.algorithms.sequences.translate import Translator
from lossland.lab import Experiment, Refused, T
from lossland.labs.sequences.beam_search.params import BeamParams
from lossland.labs.sequences.beam_search.sentences import SENTENCES
from lossland.labs.sequences.beam_search.state import Blamed, Judged, Line, Searched, State
from lossland.models.shipped import translator

BEST = 5
"""Hypotheses that are listed."""
LETTERS = ("A", "B", "C")


class Search(Experiment[BeamParams, State]):
    """Of all continuations of the B hypotheses, the B best are kept."""

    slug = "beam-search"
    Params = BeamParams

    def start(self, p: BeamParams, rng: torch.Generator, device: torch.device) -> State:
        return State()

    def adopt(self, s: State, p: BeamParams, old: BeamParams | None) -> None:
        if old is not None and p.model_copy(update={"shown": old.shown}) == old:
            return
        s.searched = s.blamed = s.judged = None
        match p.study:
            case "toy":
                s.searched = toy(p)
            case "sentence":
                s.searched = sentence(p)
            case "errors":
                s.blamed = blamed(p)
            case "bleu":
                s.judged = judged(p)


def toy(p: BeamParams) -> Searched:
    """The search in a tree of which everything is known."""
    decoder = TableDecoder(torch.tensor(p.first), torch.tensor(p.after).view(3, 3))
    wide, narrow = (beam_search(decoder, decoder.begin(), 1, B, alpha=0, longest=3)[0] for B in (p.width, 1))
    greedy = narrow.best(0)[0]

    def pieces(tokens: list[int]) -> list[str]:
        return [LETTERS[token - len(SPECIAL)] if token >= len(SPECIAL) else SPECIAL[token] for token in tokens]

    best = [line(pieces(list(each.tokens)), each, 0) for each in wide.best(0, BEST)]
    return Searched(
        search_tree(wide, greedy, 0, lambda tokens: pieces(list(tokens))),
        best,
        line(pieces(list(greedy.tokens)), greedy, 0),
        [],
        None,
    )


def known(text: str, network: Translator) -> str:
    """The text. Raises `Refused` where the network knows nothing of it."""
    if not network.knows(text):
        raise Refused(T(f"{text!r} has nothing that this network knows", f"{text!r} 中没有该网络认识的内容"))
    return text


def sentence(p: BeamParams) -> Searched:
    """The search for a translation by a network of the house."""
    network = translator(p.model)
    text = known(p.text, network)
    (wide,), (narrow,) = (network.search([text], B, p.alpha, 60) for B in (p.width, 1))
    greedy = narrow.best(p.alpha)[0]
    pieces = network.target.pieces
    best = wide.best(p.alpha, BEST)
    return Searched(
        search_tree(wide, greedy, p.alpha, pieces),
        [line(pieces(each.tokens), each, p.alpha) for each in best],
        line(pieces(greedy.tokens), greedy, p.alpha),
        network.source.pieces(network.read(text)),
        network.attention(text, best[0].tokens).flatten(0, 1),
    )


def line(pieces: list[str], said: Hypothesis, alpha: float) -> Line:
    """A hypothesis as it is shown."""
    return Line(pieces, torch.tensor(said.log_ps).exp(), said.log_p, said.score(alpha))


def blamed(p: BeamParams) -> Blamed:
    """P(y*|x) against P(y^|x), with the scores that the search really uses: of the text, and of sentences of the house."""
    network = translator(p.model)
    texts = [(known(p.text, network), p.human), *SENTENCES[p.model]]
    machines = [found.best(p.alpha)[0] for found in network.search([text for text, _ in texts], p.width, p.alpha, 60)]
    humans = [said_by(network, text, human) for text, human in texts]
    log_ps = [[human.score(p.alpha), machine.score(p.alpha)] for human, machine in zip(humans, machines, strict=True)]
    wrong = [human.tokens != machine.tokens for human, machine in zip(humans, machines, strict=True)]
    pieces = network.target.pieces
    return Blamed(
        line(pieces(humans[0].tokens), humans[0], p.alpha),
        line(pieces(machines[0].tokens), machines[0], p.alpha),
        torch.tensor(log_ps, dtype=torch.float64),
        torch.tensor(wrong),
    )


def said_by(network: Translator, text: str, said: str) -> Hypothesis:
    """What somebody says of a text, as the network would have said it."""
    tokens = (*network.target.encode(said), EOS)
    return Hypothesis(tokens, tuple(network.log_ps(text, tokens).tolist()))


def judged(p: BeamParams) -> Judged:
    """BLEU of one translation, words and marks being its tokens."""
    said = words_and_marks(p.candidate)
    references = [words_and_marks(text) for text in (p.reference, p.reference_2) if text.strip()]
    left = clipped(said, references, 1)
    counts = []
    for word in said:
        counts.append(left[(word,)] > 0)
        left[(word,)] -= 1
    found = bleu([said], [references], "exp" if p.smoothed else "none")
    return Judged(found, said, torch.tensor(counts))
