"""Speed of what works on sequences."""

from __future__ import annotations

import json

from tests.bench.measured import Results, module, serve
from tests.support.server import Server


def words() -> Results:
    """Skip-gram with negative sampling against gensim's."""
    results: Results = json.loads(module("words"))
    return results


def beam() -> Results:
    """Beam search against transformers' Marian with the same weights, in batches, and through HTTP."""
    found = json.loads(module("beam"))

    def measure(server: Server) -> Results:
        asked = json.loads(module("translate", server.client.base_url))
        return {"translate: ms of ten words, beam 5 (target <= 150)": asked["ms"]}

    return {
        "beam 5: ms a token": found["ours"],
        "beam 5: time / Marian's (target <= .6)": found["ours"] / found["theirs"],
        "beam 5: the same hypotheses (target 1)": found["same"],
        "beam 5: 32 sentences together / one by one (target <= .5)": found["together"] / found["alone"],
        **serve(1, measure),
    }


def cloud() -> Results:
    """9,466 words in space, turned in a real browser."""

    def measure(server: Server) -> Results:
        return {"cloud of words: redraws a second (target >= 30)": json.loads(module("cloud", server.port))["redraws"]}

    return serve(1, measure)
