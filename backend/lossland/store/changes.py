"""What changes the rows and the files of a run: jobs of the writer, each all or nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, insert, select

from lossland.runs import blocks as metric_blocks
from lossland.runs.messages import ENDED, Checkpoint, Keyframe, Slice
from lossland.runs.rows import RunRow
from lossland.store import queries, tables
from lossland.store.errors import StoreError
from lossland.store.files import CheckpointFiles, Kind, Written
from lossland.store.thinning import dropped
from lossland.store.writer import Transaction

MOST_KEYFRAMES = 200
KEYFRAME_BYTES = 64 * 2**20
COMPACT_STEPS = 8192
"""Steps in a block of an ended run: 32 kB a metric, so that reading a part stays cheap."""


def commit_slice(transaction: Transaction, files: CheckpointFiles, slice: Slice, columns: dict[str, Any]) -> RunRow:
    """A slice's metrics, the controls applied in it, its checkpoints and new columns of its run; the run's new row."""
    connection = transaction.connection
    run = queries.set_columns(connection, slice.run, {"step": slice.step, "params": slice.params, **columns})
    if slice.block is not None:
        queries.append_block(connection, run, slice.block)
    queries.append_log(connection, run.id, slice.applied)
    for keyframe in slice.keyframes:
        _put(transaction, files, run.id, "keyframe", keyframe)
    if slice.keyframes:
        _thin(transaction, files, run.id)
    if slice.recovery is not None:
        _put(transaction, files, run.id, "recovery", Keyframe(slice.recovery, b""))
        older = queries.find_checkpoints(connection, run.id, "recovery").keys() - {slice.recovery.step}
        _drop(transaction, files, run.id, "recovery", older)
    return run


def _put(transaction: Transaction, files: CheckpointFiles, run: str, kind: Kind, keyframe: Keyframe) -> None:
    """Writes a checkpoint's file, then its row; the file of an older row for that step goes once this is committed."""
    checkpoint = keyframe.checkpoint
    written = Written(run, checkpoint.step, checkpoint.applied, kind)
    before = queries.find_checkpoints(transaction.connection, run, kind).get(checkpoint.step)
    if before is None or before.written != written:
        transaction.written.append(files.path(written))
    size = files.write(written, keyframe)
    queries.put_checkpoint(transaction.connection, written, size)
    if before is not None and before.written != written:
        transaction.obsolete.append(files.path(before.written))


def _thin(transaction: Transaction, files: CheckpointFiles, run: str) -> None:
    """Keeps the keyframes within their number and their bytes."""
    sizes = {
        step: stored.size for step, stored in queries.find_checkpoints(transaction.connection, run, "keyframe").items()
    }
    gone = dropped(sizes, most=MOST_KEYFRAMES, bytes_budget=KEYFRAME_BYTES)
    _drop(transaction, files, run, "keyframe", gone)


def _drop(transaction: Transaction, files: CheckpointFiles, run: str, kind: Kind, steps: Collection[int]) -> None:
    """Removes the rows of some checkpoints now and their files once that is committed."""
    if not steps:
        return
    stored = queries.find_checkpoints(transaction.connection, run, kind)
    checkpoint = tables.checkpoints.c
    transaction.connection.execute(
        delete(tables.checkpoints).where(
            checkpoint.run == run, checkpoint.kind == kind, checkpoint.step.in_(list(steps))
        )
    )
    transaction.obsolete.extend(files.path(stored[step].written) for step in steps)


def copy_fork(transaction: Transaction, files: CheckpointFiles, parent_id: str, child: RunRow, step: int) -> Checkpoint:
    """Stores `child` with a copy of the parent's newest keyframe at or before `step` and the log up to it; its state."""
    connection = transaction.connection
    found = queries.newest_checkpoint(connection, parent_id, "keyframe", step)
    if found is None:
        raise StoreError(f"run {parent_id} has no keyframe at or before step {step}")
    copy = found._replace(run=child.id)
    transaction.written.append(files.path(copy))
    size = files.copy(found, copy)
    queries.insert_run(connection, dataclasses.replace(child, step=found.step, fork_step=found.step, parent=parent_id))
    queries.put_checkpoint(connection, copy, size)
    entry = tables.log.c
    contained = select(tables.log).where(entry.run == parent_id).order_by(entry.position).limit(found.applied)
    queries.append_log(connection, child.id, queries.find_log(connection, contained))
    return files.read(copy).checkpoint


def compact_run(transaction: Transaction, files: CheckpointFiles, run_id: str) -> None:
    """Joins the small blocks of an ended run and drops its recovery checkpoint where a keyframe is as new."""
    connection = transaction.connection
    query = select(tables.blocks).where(tables.blocks.c.run == run_id).order_by(tables.blocks.c.first)
    old = queries.find_blocks(connection, query)
    new = list(metric_blocks.merged(old, COMPACT_STEPS))
    if len(new) < len(old):
        connection.execute(delete(tables.blocks).where(tables.blocks.c.run == run_id))
        connection.execute(insert(tables.blocks), [queries.block_columns(run_id, block) for block in new])
    recovery = queries.newest_checkpoint(connection, run_id, "recovery")
    keyframe = queries.newest_checkpoint(connection, run_id, "keyframe")
    if recovery and keyframe and recovery[:3] <= keyframe[:3]:
        _drop(transaction, files, run_id, "recovery", [recovery.step])


def delete_oldest(transaction: Transaction, files: CheckpointFiles) -> str | None:
    """Removes the oldest run that has ended and is not pinned; its id, None where there is none."""
    run = tables.runs.c
    query = select(run.id).where(run.state.in_(ENDED), run.pinned.is_(False)).order_by(run.updated).limit(1)
    oldest: str | None = transaction.connection.execute(query).scalar_one_or_none()
    if oldest is not None:
        delete_run(transaction, files, oldest)
    return oldest


def delete_run(transaction: Transaction, files: CheckpointFiles, run_id: str) -> None:
    """Removes a run's rows, and once they are gone its files."""
    transaction.connection.execute(delete(tables.runs).where(tables.runs.c.id == run_id))
    for table in (tables.blocks, tables.log, tables.checkpoints):
        transaction.connection.execute(delete(table).where(table.c.run == run_id))
    transaction.then.append(lambda: files.remove_run(run_id))
