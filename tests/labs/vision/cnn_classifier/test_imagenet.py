"""The study of ImageNet: the answers to photographs that ship, and where they come from."""

from __future__ import annotations

import json
from typing import Any

import plotly.graph_objects as go
import pytest
import torch

from lossland.algorithms.vision.grad_cam import grad_cam
from lossland.api.plotly_views import drawn
from lossland.engine.frames import encode_frame
from lossland.labs.vision.cnn_classifier.lab import CnnClassifier
from lossland.labs.vision.cnn_classifier.studies.imagenet import ENDS, ImageNetState, rest_of
from lossland.models.names import class_names

LAB = CnnClassifier()


def seen(photograph: str, **params: Any) -> tuple[ImageNetState, Any]:
    wanted = {"study": "imagenet", "photograph": {"kind": "shipped", "name": photograph}, **params}
    p = LAB.Params.model_validate(wanted)
    s = LAB.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
    LAB.adopt(s, p, None)
    assert isinstance(s, ImageNetState)
    return s, p


@pytest.mark.parametrize(("photograph", "name"), [("cat", "Egyptian cat"), ("coffee", "espresso")])
def test_it_knows_what_is_on_photographs(photograph: str, name: str) -> None:
    s, p = seen(photograph)
    arrays = LAB.draw(s, p)["photograph"]
    assert str(class_names("imagenet")[int(arrays["classes"][0])]) == name
    assert arrays["probabilities"].sum() <= 1
    assert arrays["probabilities"].tolist() == sorted(arrays["probabilities"].tolist(), reverse=True)


def test_each_stage_can_answer_for_its_answers() -> None:
    s, p = seen("coffee")
    heats = []
    for answer in (1, 2):
        for depth in range(1, len(ENDS)):
            changed = p.model_copy(update={"answer": answer, "depth": depth})
            LAB.adopt(s, changed, p)
            p = changed
            assert s.heat.shape == (224, 224)
            assert float(s.heat.min()) >= 0
            assert float(s.heat.max()) <= 1 + 1e-6
            heats.append(s.heat.clone())
    first, second = heats[len(ENDS) - 2], heats[-1]
    assert not torch.allclose(first, second), "two answers, two places"


def test_the_rest_of_the_network_gives_the_scores_of_the_whole() -> None:
    s, _ = seen("cat")
    for place, entry in enumerate(ENDS):
        with torch.no_grad():
            assert torch.allclose(rest_of(s.net, s.maps[place], entry).softmax(1)[0], s.p, atol=1e-5)


def test_at_the_last_stage_the_weights_are_the_classifiers_own() -> None:
    """Where only a mean and a linear layer follow, alpha is the weight of the channel over the number of places."""
    A = torch.rand(1, 6, 3, 4, dtype=torch.float64)
    w = torch.randn(5, 6, dtype=torch.float64)
    found = grad_cam(lambda maps: maps.mean((2, 3)) @ w.T, A, 2)
    assert torch.allclose(found, torch.relu((w[2, :, None, None] * A[0]).sum(0) / 12))


def test_the_reading_is_a_plotly_figure_in_both_languages() -> None:
    s, p = seen("cat")
    arrays = json.loads(encode_frame(0, LAB.draw(s, p)))["views"]["photograph"]
    view = LAB.figures(p)["photograph"].model_dump(mode="json")
    for lang, name in (("en", "Egyptian cat"), ("zh", class_names("imagenet")[285].zh)):
        figure = go.Figure(drawn(view, arrays, lang))
        assert figure.data[1].y[0] == name
        assert figure.data[1].x[0] == pytest.approx(0.4, abs=0.05)


def test_what_the_lesson_says_of_photographs_is_so() -> None:
    cats, p = seen("cat")
    names = [str(class_names("imagenet")[k]) for k in LAB.draw(cats, p)["photograph"]["classes"].tolist()]
    assert names[:3] == ["Egyptian cat", "tiger cat", "tabby"]
    assert float(cats.p.topk(3).values.sum()) == pytest.approx(0.89, abs=0.01)
    assert cats.maps[0].shape[1:] == (32, 112, 112)
    assert cats.maps[-1].shape[1:] == (320, 7, 7)
    eye, p = seen("retina")
    assert str(class_names("imagenet")[int(eye.p.argmax())]) == "lampshade"
    assert float(eye.p.max()) < 0.15
