"""What a run's worker is asked next."""

from __future__ import annotations

from lossland.engine.orders import Orders


def test_no_step_is_asked_for_before_the_first_picture_is_stored() -> None:
    """Orders may reach the worker in another order than they were sent in."""
    orders = Orders("run", endless=True)
    orders.begin(seen=False)
    first, _ = orders.next(0.0, speed=None, sharing=1, readers=1)
    assert first is not None
    assert (first.steps, first.keyframe) == (0, True)
    assert orders.next(0.0, speed=None, sharing=1, readers=1)[0] is None
    orders.made(0, more_under_way=False)
    second, _ = orders.next(0.0, speed=None, sharing=1, readers=1)
    assert second is not None
    assert second.steps is None


def test_a_run_that_has_a_picture_goes_on_at_once() -> None:
    orders = Orders("run", endless=True)
    orders.begin(seen=True)
    first, _ = orders.next(0.0, speed=None, sharing=1, readers=1)
    assert first is not None
    assert first.steps is None
