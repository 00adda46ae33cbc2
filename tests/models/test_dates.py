"""The network that reads dates: nearly all of them, looking at the characters that tell them."""

from __future__ import annotations

from datetime import date

import pytest
import torch

from lossland.algorithms.sequences.tokens import BOS, EOS, padded
from lossland.datasets.dates import WAYS, dates, true_characters, written
from lossland.models.dates.train import truth
from lossland.models.shipped import tokeniser_of, translator

DRAWN = dates(400, torch.Generator().manual_seed(77))


def test_it_is_right_on_dates_that_were_drawn_otherwise() -> None:
    found = translator("dates").best([each.source for each in DRAWN], width=1)
    said = [tokeniser_of("dates").decode(each.tokens) for each in found]
    right = sum(text == each.target for text, each in zip(said, DRAWN, strict=True))
    assert right >= 0.99 * len(DRAWN)


def test_it_looks_at_the_true_characters() -> None:
    encode = tokeniser_of("dates").encode
    sources = padded([[*encode(each.source), EOS] for each in DRAWN])
    fed = padded([[BOS, *encode(each.target)[:-1]] for each in DRAWN])
    alphas = translator("dates").net.alphas(sources, fed)[0, :, 0]
    right, known = truth(DRAWN, sources.shape[1])
    mass = (alphas * right).sum(-1)[known]
    assert mass.mean() >= 0.8
    assert (mass >= 0.5).float().mean() >= 0.99


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (0, "May 1, 2075"),
        (3, "the 1st of May 2075"),
        (4, "Wednesday, May 1st, 2075"),
        (8, "le mercredi 1er mai 2075"),
        (11, "二〇七五年五月一日"),
        (12, "2075年5月1日星期三"),
    ],
)
def test_dates_are_written_as_people_do(form: int, text: str) -> None:
    assert written(date(2075, 5, 1), form).source == text


def test_true_characters_tell_the_date() -> None:
    for each in DRAWN:
        told = true_characters(each)
        assert len(told) == len(each.target)
        for k, places in enumerate(told):
            assert bool(places) == (each.target[k] != "-")
            if len(places) == 1 and each.source[places[0]].isascii() and k < 4:
                assert each.source[places[0]] == each.target[k]


@pytest.mark.parametrize("day", [1, 9, 10, 11, 19, 20, 21, 30, 31])
def test_chinese_numbers(day: int) -> None:
    spoken = {1: "一", 9: "九", 10: "十", 11: "十一", 19: "十九", 20: "二十", 21: "二十一", 30: "三十", 31: "三十一"}
    assert written(date(2000, 1, day), WAYS.index("{年}年{月}月{日}日")).source == f"二〇〇〇年一月{spoken[day]}日"
