"""What the lesson of the activation functions lab says happens is measured here."""

from __future__ import annotations

import pytest

from tests.labs.networks.activations.computed import LAB, computed
from tests.support.lessons import linked


def test_a_linear_chain_leaves_its_weights_alone() -> None:
    assert computed(function="linear", z=1.0, layers=10, weight=0.5).gradients[-1].item() == pytest.approx(0.5**9)
    assert computed(function="linear", z=1.0, layers=10, weight=1.0).gradients[-1].item() == 1


def test_the_true_chain_of_sigmoids_settles_and_ends_lower() -> None:
    s = computed(function="sigmoid", z=0.0, layers=10)
    assert s.same[-1].item() == pytest.approx(9.5e-7, rel=0.01)
    assert s.gradients[-1].item() == pytest.approx(3.9e-7, rel=0.01)
    assert s.outputs[-1].item() == pytest.approx(0.659, abs=5e-4)
    a = s.outputs[-1].item()
    assert a * (1 - a) == pytest.approx(0.225, abs=5e-4)


def test_ten_negative_leaky_layers_leave_next_to_nothing() -> None:
    assert computed(function="leaky_relu", z=-1.0, layers=10).same[-1].item() == pytest.approx(1e-20)


def test_the_preset_that_the_lesson_leads_to_doubles_the_gradient() -> None:
    (slug,) = linked(LAB)
    preset = next(one for one in LAB.presets if one.slug == slug)
    gradients = computed(**preset.params).gradients
    assert (gradients[1:] / gradients[:-1]).tolist() == [2.0] * (len(gradients) - 1)
