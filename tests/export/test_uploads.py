"""Vectors, texts and pairs that were sent travel with the script."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import torch

from lossland.export.literals import Literals, literal
from lossland.lab import LabParams
from lossland.registry import AnyLab
from lossland.uploads.pairs import PairsRef
from lossland.uploads.prose import ProseRef
from lossland.uploads.received import received
from lossland.uploads.word_vectors import VectorsRef


class Sent(LabParams):
    vectors: VectorsRef
    text: ProseRef
    pairs: PairsRef


def test_vectors_texts_and_pairs_come_back_from_the_text_of_a_script() -> None:
    words = received("kät 1 2 3\n'd\" 4 5 6.5\n".encode())
    text = received(('A "quoted" text\'s words, \\ und Wörter.\n' * 10).encode())
    pairs = received(b'l\'eau\tthe "water"\nle chat\tthe cat\n')
    uploads = {sent.id: sent.upload for sent in (words, text, pairs)}
    literals = Literals(cast(AnyLab, SimpleNamespace(Params=Sent)), uploads)
    params = literals.params({"vectors": words.id, "text": text.id, "pairs": pairs.id})
    heavy = literals.heavy()
    assert heavy.keys() == {words.id}
    seen: dict[str, Any] = {"SimpleNamespace": SimpleNamespace, "HEAVY": heavy}
    exec(literals.classes([], lambda name: f"HEAVY[{name!r}]"), seen)
    p = eval(params, seen)
    assert p.vectors.value.words == ("kät", "'d\"")
    assert torch.equal(p.vectors.value.E, torch.tensor([[1, 2, 3], [4, 5, 6.5]]))
    assert p.text.value.text == 'A "quoted" text\'s words, \\ und Wörter.\n' * 10
    assert p.pairs.value.pairs == (("l'eau", 'the "water"'), ("le chat", "the cat"))
    assert "unpack" in literal(p.vectors.value.E)
