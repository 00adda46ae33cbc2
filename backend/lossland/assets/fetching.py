"""What a server fetches: each asset in a thread of its own, one at a time, told by how far it is."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from lossland.assets import place
from lossland.assets.asset import Asset
from lossland.assets.errors import AssetError, Busy, Cancelled
from lossland.assets.fetch import fetch
from lossland.lab.text import T

State = Literal["here", "fetching", "absent", "failed"]
_CLOSE_SECONDS = 5.0
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Standing:
    """How an asset stands: `bytes` are here or have come, `message` says why it failed."""

    state: State
    bytes: int = 0
    message: T | None = None


@dataclass
class _Job:
    thread: threading.Thread | None = None
    cancelled: threading.Event = field(default_factory=threading.Event)
    bytes: int = 0
    failed: T | None = None

    @property
    def going(self) -> bool:
        return self.thread is not None and self.thread.is_alive()


class Fetching:
    """The fetches of one data directory, from `mirror` alone where there is one."""

    def __init__(self, data_dir: Path, mirror: str | None = None) -> None:
        self.data_dir, self.mirror = data_dir, mirror
        self._jobs: dict[str, _Job] = {}
        self._lock = threading.Lock()

    def standing(self, asset: Asset) -> Standing:
        """How it stands now."""
        with self._lock:
            job = self._jobs.get(asset.name, _Job())
            going = job.going
        if going:
            return Standing("fetching", job.bytes)
        paths = place.found(self.data_dir, asset)
        if paths is not None:
            return Standing("here", sum(path.stat().st_size for path in paths.values() if path.exists()))
        return Standing("failed" if job.failed else "absent", 0, job.failed)

    def start(self, asset: Asset) -> None:
        """Begins to fetch it; `Busy` where that has begun."""
        with self._lock:
            before = self._jobs.get(asset.name)
            if before is not None and before.going:
                raise Busy(asset)
            job = self._jobs[asset.name] = _Job()
            # a daemon: a server that is silent does not hold up a process that ends
            job.thread = threading.Thread(target=self._fetch, args=(asset, job), name="fetch", daemon=True)
            job.thread.start()

    def stop(self, asset: Asset, seconds: float = _CLOSE_SECONDS) -> bool:
        """Ends its fetching, and waits for that; whether there was one."""
        with self._lock:
            job = self._jobs.get(asset.name)
        if job is None or job.thread is None or not job.going:
            return False
        job.cancelled.set()
        job.thread.join(seconds)
        return True

    def remove(self, asset: Asset) -> bool:
        """Removes it or ends its fetching; whether there was anything to do. `Busy` where that does not end."""
        stopped = self.stop(asset)
        removed = place.remove(self.data_dir, asset)
        with self._lock:
            job = self._jobs.pop(asset.name, None)
        return stopped or removed or bool(job and job.failed)

    def close(self) -> None:
        """Ends all fetches; what has come of them is gone."""
        with self._lock:
            jobs = [job for job in self._jobs.values() if job.going]
        for job in jobs:
            job.cancelled.set()
        for job in jobs:
            if job.thread is not None:
                job.thread.join(_CLOSE_SECONDS)

    def _fetch(self, asset: Asset, job: _Job) -> None:
        def came(bytes_: int) -> None:
            job.bytes = bytes_

        try:
            fetch(asset, self.data_dir, mirror=self.mirror, progress=came, cancelled=job.cancelled.is_set)
        except Cancelled:
            return
        except AssetError as error:
            job.failed = error.said
        except Exception as error:
            logger.exception("fetching %s failed", asset.name)
            job.failed = T(f"{asset.name}: {error}", f"{asset.name}：{error}")
