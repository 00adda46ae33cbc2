"""Runs of the word embeddings lab whose exports must give the same numbers."""

from __future__ import annotations

from tests.support.cases import Case

CASES = {
    "skip_gram": Case({"study": "train", "corpus": {"kind": "planted", "sentences": 1000}}),
    "glove": Case({"study": "train", "method": "glove", "corpus": {"kind": "planted", "sentences": 1000}}),
    "fixed": Case(
        {
            "study": "train",
            "method": "fixed_window",
            "window": 2,
            "rate": 0.3,
            "corpus": {"kind": "planted", "sentences": 1000},
        }
    ),
    "mean": Case(
        {
            "study": "train",
            "method": "fixed_window",
            "join": "mean",
            "window": 3,
            "rate": 0.3,
            "corpus": {"kind": "planted", "sentences": 1000},
        }
    ),
    "reviews": Case(
        {"study": "sentiment", "cell": "lstm"},
        changes=[(5, "params", {"review_rate": 0.01, "sentence": "The soup is not good"})],
    ),
    "frozen": Case({"study": "sentiment", "embedding": "frozen"}),
    "unseen": Case(
        {"study": "unseen", "labelled": 10},
        changes=[(5, "params", {"review_rate": 0.02, "asked": "Paris is a city"})],
    ),
    "cbow": Case(
        {"study": "train", "method": "cbow", "corpus": {"kind": "planted", "sentences": 1000}},
        changes=[(5, "params", {"rate": 0.1, "negatives": 3, "sampling": 1.0})],
    ),
}
