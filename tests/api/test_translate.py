"""`POST infer/translate`: sentences, several at once, several callers at once, and what it refuses."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.support.inside import TestClient

API = "/api/v1/infer/translate"
JANE, JOHN = "Jane visite l'Afrique en septembre.", "Je m'appelle John."


def translated(client: TestClient, text: str | list[str], **more: Any) -> Any:
    answer = client.post(API, json={"text": text, **more})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_courses_sentences(client: TestClient) -> None:
    found = translated(client, [JANE, JOHN])
    assert found["model"] == "french"
    jane, john = (text["translations"][0]["text"] for text in found["texts"])
    assert jane in ("Jane visits Africa in September.", "Jane is visiting Africa in September.")
    assert john in ("My name is John.", "I'm called John.", "My name's John.")


def test_a_translation_is_told_with_its_tokens_and_where_it_looked(client: TestClient) -> None:
    (text,) = translated(client, JOHN, n_best=3, beam_width=4, alpha=0.5)["texts"]
    assert text["source"][-1] == "</s>"
    assert text["unknown"] == []
    assert text["tree"] is None
    assert len(text["translations"]) == 3
    scores = [each["score"] for each in text["translations"]]
    assert scores == sorted(scores, reverse=True)
    for each in text["translations"]:
        n = len(each["tokens"])
        assert each["finished"] == (each["tokens"][-1] == "</s>")
        assert len(each["log_probabilities"]) == n
        assert each["log_probability"] == pytest.approx(sum(each["log_probabilities"]))
        assert each["score"] == pytest.approx(each["log_probability"] / math.sqrt(n))
        assert [len(row) for row in each["attention"]] == n * [len(text["source"])]
        assert all(sum(row) == pytest.approx(1, abs=0.01) for row in each["attention"])


def test_the_tree_of_the_search(client: TestClient) -> None:
    (text,) = translated(client, JOHN, beam_width=3, tree=True)["texts"]
    beam = 1
    for step in text["tree"]:
        assert len(step) == 6
        assert all(0 <= each["parent"] < beam for each in step)
        totals = [each["total"] for each in step]
        assert totals == sorted(totals, reverse=True)
        kept = [each["kept"] for each in step if each["kept"] is not None]
        assert kept == list(range(len(kept)))
        beam = len(kept)
    said = {each["text"] for step in text["tree"] for each in step if each["ended"]}
    assert text["translations"][0]["text"] in said


def test_texts_are_translated_together_as_each_alone(client: TestClient) -> None:
    texts = [JANE, JOHN, "Bonjour.", "Où sont mes clés ?"]
    together = translated(client, texts)["texts"]
    assert [each["translations"][0]["text"] for each in together] == [
        translated(client, text)["texts"][0]["translations"][0]["text"] for text in texts
    ]


def test_callers_at_once_get_their_own_answers_and_refusals(client: TestClient) -> None:
    asked = [(JANE, {}), ("他是谁", {}), (JOHN, {"beam_width": 2}), (JANE, {"alpha": 0}), ("Ж", {}), (JOHN, {})]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda ask: client.post(API, json={"text": ask[0], **ask[1]}), asked))
    assert [answer.status_code for answer in answers] == [200, 422, 200, 200, 422, 200]
    for (text, more), answer in zip(asked, answers, strict=True):
        if answer.status_code == 200:
            (made,), (alone,) = answer.json()["texts"], translated(client, text, **more)["texts"]
            assert made["source"] == alone["source"]
            for one, other in zip(made["translations"], alone["translations"], strict=True):
                assert one["tokens"] == other["tokens"]
                # Callers at once share a batch, and what is computed together is rounded otherwise.
                assert one["log_probabilities"] == pytest.approx(other["log_probabilities"], abs=1e-4)


def test_a_wide_beam_is_never_worse_than_greedy_search(client: TestClient) -> None:
    texts = [
        JANE,
        JOHN,
        "Il pleut depuis ce matin.",
        "Je ne sais pas où elle habite.",
        "Tu as tort.",
        "Merci beaucoup !",
    ]
    wide, greedy = (translated(client, texts, beam_width=width)["texts"] for width in (5, 1))
    for one, other in zip(wide, greedy, strict=True):
        assert one["translations"][0]["score"] >= other["translations"][0]["score"] - 1e-6


def test_chinese_can_be_translated(client: TestClient) -> None:
    (text,) = translated(client, "我爱你。", model="chinese")["texts"]
    assert text["translations"][0]["finished"]


@pytest.mark.parametrize(
    ("text", "more", "words"),
    [
        ("", {}, "text"),
        ("   ", {}, "text"),
        ("x" * 100_000, {}, "1000"),
        ([], {}, "text"),
        (["a"] * 33, {}, "32"),
        (5, {}, "text"),
        (JOHN, {"beam_width": 0}, "beam_width"),
        (JOHN, {"beam_width": 10_000}, "20"),
        (JOHN, {"alpha": 1.5}, "alpha"),
        (JOHN, {"alpha": -0.1}, "alpha"),
        (JOHN, {"max_length": 0}, "max_length"),
        (JOHN, {"n_best": 21}, "n_best"),
        (JOHN, {"model": "digits"}, "french"),
        (JOHN, {"model": "klingon"}, "french"),
        (JOHN, {"width": 5}, "width"),
        ("我是谁", {}, "nothing that this network knows"),
        ("😀😀", {}, "nothing that this network knows"),
        ("שלום", {}, "nothing that this network knows"),
        ("xqj " * 240, {}, "at most 200"),
        ("Bonjour\x00 le monde", {}, "U+0000"),
        (["Bonjour", "le\x07 monde"], {}, "U+0007"),
    ],
)
def test_what_cannot_be_translated_is_refused_in_both_languages(
    client: TestClient, text: Any, more: dict[str, Any], words: str
) -> None:
    answer = client.post(API, json={"text": text, **more})
    assert answer.status_code == 422, answer.text
    body = answer.json()
    assert words in body["detail"] or any(words in error["field"] for error in body["errors"]), body
    assert body["message"]["zh"]


def test_what_is_unknown_in_a_text_is_named(client: TestClient) -> None:
    (text,) = translated(client, "Je mange du 寿司 avec 😀.")["texts"]
    assert text["unknown"] == ["寿", "司", "😀"]
    assert text["translations"][0]["text"]


def test_what_is_long_is_cut_and_says_so(client: TestClient) -> None:
    (text,) = translated(client, JANE, max_length=3)["texts"]
    assert not text["translations"][0]["finished"]
    assert len(text["translations"][0]["tokens"]) == 3
