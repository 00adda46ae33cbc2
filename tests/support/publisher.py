"""A publisher of files on loopback, which may answer badly, and small assets that it publishes."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from lossland.assets.asset import Asset, File, Pin
from lossland.lab.text import T

JPEG = b"\xff\xd8\xff" + bytes(range(256)) * 64


class Publisher:
    """What is published by path, and how it is answered. `held` are paths of which the second half waits for `go_on`."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.files: dict[str, bytes] = {}
        self.redirects: dict[str, str] = {}
        self.cut: set[str] = set()
        self.endless: set[str] = set()
        self.slow = False
        """What never ends drips."""
        self.held: set[str] = set()
        self.half, self.go_on, self.gone = threading.Event(), threading.Event(), threading.Event()
        self.asked: list[str] = []

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        path = handler.path
        self.asked.append(path)
        if path in self.redirects:
            handler.send_response(302)
            handler.send_header("location", self.redirects[path])
            handler.end_headers()
            return
        if path not in self.files:
            handler.send_error(404)
            return
        content = self.files[path]
        handler.send_response(200)
        if path in self.endless:
            handler.end_headers()
            while True:  # until the reader has gone
                handler.wfile.write(content if self.slow else bytes(2**16))
                if self.slow:
                    self.gone.wait(0.05)
        handler.send_header("content-length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content[: len(content) // 2])
        if path in self.held:
            handler.wfile.flush()
            self.half.set()
            self.go_on.wait(120)
        if path not in self.cut:
            handler.wfile.write(content[len(content) // 2 :])


@contextmanager
def publishing() -> Iterator[Publisher]:
    """A publisher on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                publisher.answer(self)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    publisher = Publisher(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield publisher
    finally:
        publisher.go_on.set()
        publisher.gone.set()
        server.shutdown()
        server.server_close()
        thread.join()


def file_of(publisher: Publisher, name: str, content: bytes, kind: str = "sha256") -> File:
    """A published file with its right hash."""
    publisher.files[f"/{name}"] = content
    address = (f"{publisher.address}/{name}",)
    if kind == "md5":
        return File(name, address, Pin("md5", hashlib.md5(content).hexdigest()), len(content))
    return File(name, address, Pin("sha256", hashlib.sha256(content).hexdigest()), len(content))


def asset_of(*files: File, name: str = "small") -> Asset:
    """A small asset of these files."""
    title = T("Small", "小数据")
    return Asset(
        name, title, T("A small one.", "很小的数据。"), "data set", "bytes", T("CC0", "CC0"), T("nobody", "无"), files
    )
