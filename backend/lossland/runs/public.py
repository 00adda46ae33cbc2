"""A run as the API and its event stream show it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lossland.runs.rows import RunRow


def public(row: RunRow, *, resumable: bool) -> dict[str, Any]:
    """A run without its holder and source hash. `resumable`: the lab's source is still the one it began with."""
    return {
        "id": row.id,
        "lab": row.lab,
        "name": row.name,
        "params": row.params,
        "start_params": row.start_params,
        "seed": row.seed,
        "state": row.state,
        "step": row.step,
        "device": row.device,
        "parent": row.parent,
        "fork_step": row.fork_step,
        "message": row.message,
        "speed": row.speed,
        "watched": row.watched,
        "max_steps": row.max_steps,
        "numerics": str(row.numerics) if row.numerics else None,
        "datasets": row.datasets,
        "created": row.created.isoformat(),
        "updated": row.updated.isoformat(),
        "revision": row.revision,
        "pinned": row.pinned,
        "resumable": resumable,
    }


def public_json(row: RunRow, *, resumable: bool) -> bytes:
    """`public` as the bytes of a `state` event."""
    return json.dumps(public(row, resumable=resumable), separators=(",", ":"), ensure_ascii=False).encode()
