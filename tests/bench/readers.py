"""Readers of one run's event stream, in a process of their own: `python -m tests.bench.readers PORT RUN COUNT SECONDS`.

Each reader disconnects at random and comes back with `Last-Event-ID`. Prints one JSON line: events, bytes, faults.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time


class Reader:
    """One reader: every metric it is given must be the next one."""

    def __init__(self, port: int, run: str, seed: int, reconnect: bool) -> None:
        self.port, self.run, self.random, self.reconnect = port, run, random.Random(seed), reconnect
        self.last = 0
        self.frames = self.bytes = self.faults = self.connections = 0

    async def read(self, until: float) -> None:
        """Reads until the time is up."""
        while time.monotonic() < until:
            pause = self.random.uniform(2.0, 10.0) if self.reconnect else 1e9
            try:
                async with asyncio.timeout(min(pause, until - time.monotonic())):
                    await self._connection()
            except TimeoutError:
                continue

    async def _connection(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**22)
        self.connections += 1
        head = f"GET /api/v1/runs/{self.run}/events HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
        resume = f"Last-Event-ID: {self.last}\r\n" if self.last else ""
        writer.write(f"{head}{resume}\r\n".encode())
        try:
            await reader.readuntil(b"\r\n\r\n")
            identity = None
            while line := await reader.readline():
                self.bytes += len(line)
                if line.startswith(b"id: "):
                    identity = int(line[4:])
                elif line.startswith(b"event: frame"):
                    self.frames += 1
                elif line.startswith(b'data: {"first":') and identity is not None:
                    first = int(line[15 : line.index(b",")])
                    self.faults += first != self.last + 1
                    self.last, identity = identity, None
        finally:
            writer.close()


async def main(port: int, run: str, count: int, seconds: float) -> None:
    """Runs the readers and prints what they saw."""
    until = time.monotonic() + seconds
    readers = [Reader(port, run, seed, count > 1) for seed in range(count)]
    await asyncio.gather(*(reader.read(until) for reader in readers))
    sums = {name: sum(getattr(r, name) for r in readers) for name in ("frames", "bytes", "faults", "connections")}
    print(json.dumps({**sums, "least": min(r.last for r in readers), "most": max(r.last for r in readers)}))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4])))
