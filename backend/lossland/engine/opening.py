"""What a worker is told of a run that it takes up: how it began, and how to get from there to where it is stored."""

from __future__ import annotations

from lossland.runs.messages import Opening
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
