"""How long slices are, which bring pictures, and when a slowed run is due."""

from __future__ import annotations

import pytest

from lossland.engine.pacing import FIRST_SLICES, FRAME_SECONDS, SENDING_SECONDS, SLICE_SECONDS, Pacing


def started(pacing: Pacing) -> Pacing:
    for _ in range(FIRST_SLICES):
        assert pacing.next_slice(0.0, 1, readers=0) == (SLICE_SECONDS[0], True)
    return pacing


def test_the_first_slices_are_short_and_bring_pictures_also_after_another_start() -> None:
    pacing = started(Pacing())
    assert pacing.next_slice(9.0, 1, readers=0) == (FRAME_SECONDS, False)
    pacing.begin()
    started(pacing)


@pytest.mark.parametrize(("runs", "budget"), [(1, FRAME_SECONDS), (2, 0.06), (10, 0.02), (30, 0.01), (1000, 0.01)])
def test_slices_shrink_so_that_every_run_gets_its_turn(runs: int, budget: float) -> None:
    assert started(Pacing()).next_slice(9.0, runs, readers=1)[0] == pytest.approx(budget)


def test_a_run_that_has_its_worker_for_itself_gets_a_slice_from_picture_to_picture() -> None:
    alone, shared = started(Pacing()), started(Pacing())
    clock = [9.0 + i * FRAME_SECONDS for i in range(20)]
    assert [alone.next_slice(t, 1, readers=1) for t in clock] == [(FRAME_SECONDS, True)] * 20
    assert max(shared.next_slice(t, 13, readers=1)[0] for t in clock) < FRAME_SECONDS / 2


def test_pictures_come_in_their_rhythm_to_readers_only() -> None:
    pacing = started(Pacing())
    times = [i * 0.001 for i in range(1, 2001)]
    assert not any(pacing.next_slice(1 + t, 2, readers=0)[1] for t in times)
    drawn = sum(pacing.next_slice(9 + t, 2, readers=1)[1] for t in times)
    assert drawn == pytest.approx(2 / FRAME_SECONDS, abs=1.5)


def test_what_is_slow_to_draw_takes_a_third_of_the_time_at_most() -> None:
    pacing = started(Pacing())
    pacing.drew(0.1)
    budget, frame = pacing.next_slice(9.0, 1, readers=1)
    assert (round(budget, 6), frame) == (0.2, True)  # and 0.1 s to draw
    assert pacing.next_slice(9.1, 1, readers=1)[1] is False
    pacing.look()
    assert pacing.next_slice(9.1, 1, readers=1)[1] is True


def test_a_picture_that_is_quick_to_draw_leaves_the_rhythm_as_it_is() -> None:
    pacing = started(Pacing())
    pacing.drew(0.005)
    assert pacing.next_slice(9.0, 1, readers=1)[0] == pytest.approx(FRAME_SECONDS - 0.005)


def test_a_class_of_readers_slows_the_pictures_down_one_does_not() -> None:
    pacing = started(Pacing())
    times = [i * 0.001 for i in range(1, 2001)]
    assert pacing.next_slice(9.0, 1, readers=30)[0] == pytest.approx(FRAME_SECONDS)
    drawn = sum(pacing.next_slice(10 + t, 2, readers=400)[1] for t in times)
    assert drawn == pytest.approx(2 / (400 * SENDING_SECONDS), abs=1.5)


@pytest.mark.parametrize("speed", [0.5, 3.0, 20.0, 1000.0])
def test_a_slowed_run_keeps_its_speed(speed: float) -> None:
    pacing, now, steps = Pacing(), 100.0, 0
    while now < 120.0:
        count, delay = pacing.due(now, speed)
        assert (count == 0) == (delay > 0)
        steps += count
        now += delay or 0.001
    assert steps == pytest.approx(20 * speed, rel=0.02, abs=1.1)
