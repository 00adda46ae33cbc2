"""The pictures of every lab's lessons: they exist, both languages show the same, and each has something to be drawn."""

from __future__ import annotations

import re
from base64 import b64decode

import numpy as np
import pytest

from lossland.engine.miniatures import illustrations
from lossland.lab.illustrations import IMAGE, Illustration
from lossland.lab.illustrations import illustrations as shown_in
from lossland.registry import AnyLab, RegistryError, labs, lesson
from tests.support.lessons import lessons
from tests.support.registry import every_lab


@every_lab
def test_every_lesson_shows_pictures_and_both_languages_the_same(lab: AnyLab) -> None:
    en, zh = ([shown_in(one.text) for one in lessons(lab, lang)] for lang in ("en", "zh"))
    assert en == zh
    for shown in en:
        assert shown, "a lesson without a picture"
        assert len(set(shown)) == len(shown), "a picture twice"


@every_lab
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_line_of_pictures_is_a_paragraph_and_each_has_a_caption(lab: AnyLab, lang: str) -> None:
    for paragraph in re.split(r"\n\s*\n", lesson(lab, lang)):
        if found := list(IMAGE.finditer(paragraph)):
            assert len(found) <= 2
            assert not IMAGE.sub("", paragraph).strip(), paragraph
            assert all(image["caption"].strip() for image in found), paragraph


@every_lab
def test_they_exist_and_have_something_to_be_drawn(lab: AnyLab) -> None:
    wanted = shown_in(lesson(lab, "en"))
    made = illustrations(lab, wanted)
    assert made.keys() == {one.address for one in wanted}
    for address, picture in made.items():
        (arrays,) = picture["frames"]
        assert arrays, address
        numbers = [np.frombuffer(b64decode(packed["bdata"]), dtype=packed["dtype"]) for packed in arrays.values()]
        assert np.isfinite(np.concatenate(numbers)).any(), address


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Illustration("none", "map"), "no such preset among"),
        (Illustration(None, "none"), "drawn small there are"),
        (Illustration(None, "loss"), "drawn small there are"),
    ],
)
def test_one_that_there_is_not_is_refused_by_its_address(wanted: Illustration, said: str) -> None:
    with pytest.raises(RegistryError, match=said) as refused:
        illustrations(labs()["mlp-playground"], [wanted])
    assert wanted.address in str(refused.value)


def test_a_step_beyond_the_end_of_the_run_is_refused() -> None:
    wanted = Illustration("impatient", "race", 101)
    with pytest.raises(RegistryError, match="the run ends at step 100") as refused:
        illustrations(labs()["learning-rate"], [wanted])
    assert wanted.address in str(refused.value)
