"""The hash of a lab's source moves exactly when a run's numbers could."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import ModuleType

import pytest

from lossland.registry import labs
from lossland.source import parameter_models, source_hash
from lossland.source.module import module

LANDSCAPE = "lossland.labs.optimizers.loss_landscape.planes"
CHANGES = {
    "a constant of one lab": (LANDSCAPE, "MARGIN = 1.4", "MARGIN = 1.5", {"loss-landscape"}),
    "a validator": (
        "lossland.fields.labelled",
        "if len(self.points) != len(self.labels):",
        "if len(self.points) > len(self.labels):",
        {"mlp-playground"},
    ),
    "a loader whose data an export carries": (
        "lossland.datasets.digits",
        'delimiter=","',
        'delimiter=";"',
        {"cnn-classifier", "gradient-flow", "learning-rate", "loss-landscape", "mlp-playground"},
    ),
    "what a validator calls": (
        "lossland.algorithms.surfaces.formula",
        "class FormulaError(Refused):",
        "class FormulaError(TypeError):",
        {"optimizer-race"},
    ),
    "a comment": ("lossland.algorithms.optimizers.batches", "from __future__", "# a comment\nfrom __future__", set()),
    "a docstring": ("lossland.algorithms.surfaces.formula", '"""', '"""Other words. ', set()),
    "a default, which runs store": ("lossland.labs.optimizers.learning_rate.params", "  0.9,", "  0.8,", set()),
    "a constant": (
        "lossland.labs.optimizers.learning_rate.params",
        "LATELY = 0.95",
        "LATELY = 0.9",
        {"learning-rate"},
    ),
    "a picture": (
        "lossland.labs.optimizers.learning_rate.pictures.averaging",
        "line_width=2.4",
        "line_width=2.5",
        set(),
    ),
}


def forget() -> None:
    module.cache_clear()
    source_hash.cache_clear()


@pytest.fixture(scope="module")
def before() -> Iterator[dict[str, str]]:
    yield {slug: source_hash(lab) for slug, lab in labs().items()}
    forget()


@pytest.mark.parametrize("change", CHANGES)
def test_the_hash_moves_when_numbers_could(
    change: str, before: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    name, old, new, moved = CHANGES[change]
    read = inspect.getsource

    def edited(module: ModuleType) -> str:
        text = read(module)
        if module.__name__ != name:
            return text
        assert old in text
        return text.replace(old, new, 1)

    monkeypatch.setattr(inspect, "getsource", edited)
    forget()
    assert {slug for slug, lab in labs().items() if source_hash(lab) != before[slug]} == moved


def test_parameters_of_every_depth_are_read() -> None:
    names = {model.__name__ for model in parameter_models(labs()["mlp-playground"].Params)}
    assert {"LabParams", "Circle", "OwnPoints"} <= names
