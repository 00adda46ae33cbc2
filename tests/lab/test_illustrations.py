"""How a lesson names a picture."""

from __future__ import annotations

import pytest

from lossland.lab.illustrations import Illustration, illustrations


def test_they_are_read_from_the_text_in_its_order() -> None:
    text = "![One $w^{[1]}$](?preset=a-b&view=fit&step=60)\n![Two (of them)](?view=bowl)\n\n[a link](?preset=a-b)"
    assert illustrations(text) == [Illustration("a-b", "fit", 60), Illustration(None, "bowl")]


@pytest.mark.parametrize(
    "address", ["?preset=a", "?view=fit&preset=a", "?view=fit&step=0", "?view=fit&step=-1", "a.png"]
)
def test_another_spelling_is_refused_by_name(address: str) -> None:
    with pytest.raises(ValueError, match="is no picture") as refused:
        illustrations(f"![Caption]({address})")
    assert address in str(refused.value)


@pytest.mark.parametrize("address", ["?view=fit", "?preset=a&view=fit", "?preset=a&view=fit&step=3"])
def test_an_address_is_what_it_was_read_from(address: str) -> None:
    assert [one.address for one in illustrations(f"![Caption]({address})")] == [address]
