from __future__ import annotations

import pytest

from lossland.lab.text import Refused
from lossland.uploads.pascal_voc import read_annotations

OBJECT = """
	<object>
		<name> {} </name>
		<pose>Unspecified</pose>
		<bndbox><xmin>{}</xmin><ymin>177</ymin>
			<xmax>491.5</xmax><ymax>376</ymax>
		</bndbox>
	</object>"""


def test_objects_come_in_their_order() -> None:
    text = f"<annotation><size><width>640</width></size>{OBJECT.format('WBC', 260)}{OBJECT.format('红细胞', -1)}</annotation>"
    first, second = read_annotations(text)
    assert first == ("WBC", (260, 177, 491.5, 376))
    assert second == ("红细胞", (-1, 177, 491.5, 376))
    assert read_annotations("<annotation></annotation>") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (OBJECT.format("WBC", "wide"), "object 1.*wide"),
        (OBJECT.format("WBC", 1) + OBJECT.format("WBC", 2).replace("ymax", "y"), "object 2: .*<ymax> is missing"),
        ("<object><bndbox/></object>", "<xmin> is missing"),
        (OBJECT.format("WBC", 1).replace("name", "title"), "<name> is missing"),
    ],
)
def test_what_is_missing_is_named(text: str, words: str) -> None:
    with pytest.raises(Refused, match=words) as caught:
        read_annotations(text)
    assert "个对象" in caught.value.said.zh


def test_entities_mean_nothing() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]>' + OBJECT.format("&c;", 3)
    assert read_annotations(bomb)[0].name == "&c;"
