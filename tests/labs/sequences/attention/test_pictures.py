"""What the attention lab draws of its numbers."""

from __future__ import annotations

import pytest
import torch

from lossland.api.plotly_text import words
from lossland.lab.gestures import written
from lossland.lab.views import Attention, Images, Plot
from tests.labs.sequences.attention.computed import LAB, computed, drawn, preset


def test_every_table_that_can_be_typed_holds_the_parameter_it_sends() -> None:
    for source in ("given", "own", "self"):
        for score in ("dot", "additive"):
            p = LAB.Params(source=source, score=score)
            view = LAB.figures(p)["steps"]
            assert isinstance(view, Images)
            arrays = drawn(source=source, score=score)["steps"]
            typed = [tile for tile in view.tiles if tile.typed is not None and tile.uid in arrays]
            assert typed
            for tile in typed:
                assert tile.typed is not None
                assert arrays[tile.uid].flatten().tolist() == getattr(p, tile.typed)


def test_a_value_that_is_dragged_is_the_one_that_is_drawn() -> None:
    for source, name in (("given", "X"), ("own", "V")):
        p = LAB.Params(source=source)
        view, arrays = LAB.figures(p)["triangle"], drawn(source=source)["triangle"]
        assert isinstance(view, Plot)
        for gesture in view.gestures:
            assert gesture.x is not None
            place = int(gesture.x.removeprefix(f"{name}."))
            assert arrays[f"{gesture.trace}.x"].tolist() == [getattr(p, name)[place]]
        bounded = written(LAB, p)["triangle"]["gestures"]
        assert {tuple(one["x_within"]) for one in bounded} == {(-4.0, 4.0)}
    projected = LAB.figures(LAB.Params(source="self"))["triangle"]
    assert isinstance(projected, Plot)
    assert projected.gestures == ()


def test_discs_are_as_large_as_the_weights_are() -> None:
    arrays = drawn()["triangle"]
    small, middle, large = sorted(arrays["mass.marker.size"].tolist())
    assert middle == pytest.approx(large)
    assert small < middle
    assert arrays["here.sum"].item() == pytest.approx(1)


def test_maps_name_their_tokens() -> None:
    arrays = drawn(**preset("heads"))["heads"]
    assert arrays["weights"].shape == (4, 5, 5)
    assert words(arrays["rows"].numpy()) == ["the", "cat", "saw", "the", "dog"]
    assert words(drawn(study="heads", sentence="library", order="reversed")["heads"]["columns"].numpy())[0] == "馆"
    assert words(drawn()["weights"]["rows"].numpy()) == ["q"]
    assert isinstance(LAB.figures(LAB.Params(source="self"))["weights"], Attention)


def test_what_is_masked_is_minus_infinity_before_the_softmax() -> None:
    added = drawn(**preset("causal"))["steps"]["added"]
    assert bool(torch.isneginf(added).equal(torch.ones(3, 3, dtype=torch.bool).triu(1)))


@pytest.mark.parametrize(("joins", "boxes"), [("encoder", 7), ("cross", 8), ("recurrent", 8), ("decoder", 7)])
def test_the_diagram_has_a_box_for_every_part(joins: str, boxes: int) -> None:
    def count(**params: object) -> int:
        view = LAB.figures(LAB.Params.model_validate({"study": "block", "joins": joins, **params}))["diagram"]
        assert isinstance(view, Plot)
        return sum(str(trace.uid).startswith("box") for trace in view.figure.data)

    assert count() == boxes
    assert count(norm="none") == boxes - 2
    assert count(residual=False) == boxes - 2
    assert count(feed=False) == boxes - 3


def test_counts_are_the_course_s() -> None:
    numbers = {name: value.item() for name, value in drawn(study="cost", d=512, h=8, n=128)["counts"].items()}
    assert numbers["weights"] == 1_048_576
    assert numbers["width"] == 64
    assert drawn(study="cost", n=256)["counts"]["scores"].item() == 4 * numbers["scores"]


def test_scores_cost_as_much_as_the_maps_at_four_times_the_width() -> None:
    arrays = drawn(study="cost", d=64, n=256)["cost"]
    assert arrays["now.y"].item() == 4 * 256 * 64**2


def test_a_state_holds_only_what_is_looked_at() -> None:
    s = computed(study="heads")
    assert s.headed is not None
    assert [s.attended, s.spread, s.stacked] == [None, None, None]
