"""What the presets of the neural network playground promise really happens."""

from __future__ import annotations

import pytest
import torch

from lossland.labs.networks.mlp_playground.experiment import State
from lossland.labs.networks.mlp_playground.params import MlpPlaygroundParams
from tests.labs.networks.mlp_playground.trained import LAB, draw, more, run, training_loss


def preset(slug: str, steps: int, seed: int = 0) -> tuple[State, MlpPlaygroundParams, dict[str, float]]:
    return run(steps, seed, **next(preset.params for preset in LAB.presets if preset.slug == slug))


@pytest.mark.seeds(2)
class TestPresets:
    """What each preset promises really happens."""

    def test_circle_and_xor_are_learned(self, seed: int) -> None:
        assert preset("circle", 1000, seed)[2]["validation_accuracy"] > 0.95
        assert preset("xor", 1500, seed)[2]["validation_accuracy"] > 0.9

    def test_xor_needs_a_hidden_layer(self, seed: int) -> None:
        s, p, metrics = preset("xor-without-hidden", 750, seed)
        assert metrics["train_accuracy"] < 0.8
        assert_straight(s, p)

    def test_linear_layers_are_one(self, seed: int) -> None:
        s, p, metrics = preset("linear-collapse", 750, seed)
        assert metrics["train_accuracy"] < 0.8
        assert_straight(s, p)

    def test_from_zero_only_the_last_bias_moves(self, seed: int) -> None:
        s, _, metrics = preset("zero-init", 300, seed)
        assert s.net.theta[:-1].abs().max() == 0
        assert s.net.theta[-1] != 0
        assert metrics["train_accuracy"] < 0.6

    def test_dead_relus_stay_dead(self, seed: int) -> None:
        s, p, metrics = preset("dead-relu", 1000, seed)
        units = draw(s, p)["units"]
        assert units["dead"][1] == 1
        assert units["gradient"][:2].tolist() == [0, 0]
        assert metrics["train_accuracy"] < 0.6
        assert int((draw(s, p)["network"]["state"] == 1).sum()) >= 8
        calm = p.model_copy(update={"lr": 0.1})
        more(s, calm, 500)
        assert draw(s, p)["units"]["dead"][1] == 1

    def test_the_exploding_rate_does_not_learn(self, seed: int) -> None:
        s, p, _ = preset("exploding-rate", 1500, seed)
        assert training_loss(s, p) > 0.6

    def test_eight_sigmoids_lose_the_gradient_and_two_cures(self, seed: int) -> None:
        s, p, metrics = preset("deep-sigmoid", 750, seed)
        gradient = draw(s, p)["units"]["gradient"]
        assert gradient[0] < 1e-3 * gradient[-1]
        assert metrics["train_accuracy"] < 0.75
        assert preset("deep-relu", 750, seed)[2]["train_accuracy"] > 0.95
        assert preset("deep-batch-norm", 750, seed)[2]["train_accuracy"] > 0.95

    def test_squared_error_is_stuck_where_cross_entropy_is_not(self, seed: int) -> None:
        _, _, stuck = preset("squared-error-stuck", 1000, seed)
        _, _, free = preset("cross-entropy-free", 1000, seed)
        assert stuck["train_accuracy"] < 0.85
        assert free["train_accuracy"] > 0.95

    def test_over_fitting_and_its_cures(self, seed: int) -> None:
        _, _, wild = preset("over-fit", 1500, seed)
        assert wild["train_accuracy"] > 0.85  # of one noisy epoch: near 1 in most
        for cure in ("over-fit-l2", "over-fit-dropout", "over-fit-early-stop"):
            s, p, tame = preset(cure, 1500, seed)
            assert tame["validation_loss"] < 0.5 * wild["validation_loss"], cure
            if p.patience:
                assert LAB.done(s, p)

    def test_real_data_are_learned_as_far_as_two_numbers_allow(self, seed: int) -> None:
        assert preset("iris", 600, seed)[2]["validation_accuracy"] > 0.8
        assert 0.45 < preset("digits", 1000, seed)[2]["validation_accuracy"] < 0.8


def assert_straight(s: State, p: MlpPlaygroundParams) -> None:
    """The logit is a linear function of the point."""
    probability = draw(s, p)["map"]["map"].float() / 255
    logit = torch.logit(probability.clamp(0.05, 0.95))
    inside = (probability > 0.06) & (probability < 0.94)
    rows, columns = torch.nonzero(inside, as_tuple=True)
    A = torch.stack([rows, columns, torch.ones_like(rows)], 1).double()
    z = logit[inside].double()[:, None]
    residual = z - A @ torch.linalg.lstsq(A, z).solution
    assert residual.abs().max() < 0.1
