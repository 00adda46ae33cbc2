"""Why a run ended is told in words that its page has."""

from __future__ import annotations

from lossland.runs.messages import Failure
from lossland.runs.reasons import failure_message


def test_a_divergence_is_told_by_the_title_of_a_metric() -> None:
    said = failure_message(Failure("diverged", 1200, "theta", "theta is no longer finite", ("Loss", "损失")))
    assert said["en"].startswith("Diverged at step 1,200: “Loss” is no longer finite.")
    assert said["zh"].startswith("在第 1,200 步发散：“损失”不再是有限数。")
    assert not any("theta" in text for text in said.values())


def test_a_divergence_that_no_metric_shows_names_no_tensor() -> None:
    said = failure_message(Failure("diverged", 5, "net.3.weight", "net.3.weight is no longer finite"))
    assert said["en"].startswith("Diverged at step 5: the parameters are no longer finite.")
    assert said["zh"].startswith("在第 5 步发散：参数不再是有限数。")
    assert not any("net.3" in text for text in said.values())
