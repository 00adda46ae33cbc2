"""Questions that any worker can answer: pictures of a start, and what a trained network finds."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from lossland.engine.cluster import Cluster, Workplace
from lossland.lab.text import T
from lossland.runs.errors import NoWorker, WorkerLost

logger = logging.getLogger(__name__)

R = TypeVar("R")


async def anywhere(cluster: Cluster, ask: Callable[[Workplace], Awaitable[R]], unanswered: T) -> R:
    """The answer of the worker that has least to do, of another where that one is lost. `NoWorker` where both are."""
    for _ in range(2):
        place = await cluster.pick("auto")
        place.frames += 1
        try:
            return await ask(place)
        except WorkerLost as lost:
            logger.warning("%s (%s)", unanswered, lost)
            await cluster.lose(place, lost)
        finally:
            place.frames -= 1
    raise NoWorker(unanswered)
