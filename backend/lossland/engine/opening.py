"""What a worker is told of a run that it takes up: how it began, and how to get from there to where it is stored."""

from __future__ import annotations

from lossland.runs.errors import UnknownKeyframe
from lossland.runs.messages import Opening
from lossland.runs.reasons import no_keyframe
from lossland.runs.rows import RunRow
from lossland.store.store import Store


async def opening(row: RunRow, store: Store, generation: int) -> Opening:
    """From the newest checkpoint on."""
    checkpoint = await store.recovery(row.id)
    log = await store.log(row.id)
    keyframes = await store.keyframes(row.id)
    return Opening(
        run=row.id,
        lab=row.lab,
        seed=row.seed,
        device=row.device,
        start_params=row.start_params,
        checkpoint=checkpoint,
        log=tuple(log[checkpoint.applied if checkpoint else 0 :]),
        replay_to=row.step,
        max_steps=row.max_steps,
        origin=row.fork_step or 0,
        keyframes=len(keyframes),
        generation=generation,
    )


async def opening_at(row: RunRow, store: Store, step: int) -> Opening:
    """At the keyframe at or before `step`, to be looked at. Raises `UnknownKeyframe` where there is none."""
    found = await store.keyframe(row.id, step)
    if found is None:
        raise UnknownKeyframe(no_keyframe(row.id, step))
    return Opening(row.id, row.lab, row.seed, "cpu", row.start_params, found.checkpoint)
