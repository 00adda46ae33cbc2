"""The command `lossland`: serve, worker, get, openapi, catalogue, train. What cannot be done is said in one line on stderr."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import errno
import json
import logging
import re
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from pydantic import ValidationError
from pydantic_settings import SettingsError

from lossland.settings import Settings

SEND_BUFFER = 128 * 1024
"""Bytes the system buffers for a slow reader: beyond it the stream conflates instead of lagging behind."""
_CONNECT_SECONDS = 5.0
_SCHEDULER = re.compile(r"(?:tcp|tls)://(?:\[(?P<six>[^\]]+)\]|(?P<host>[^:/]+)):(?P<port>\d+)/?")


def fail(message: str) -> NoReturn:
    """Ends the command with one line."""
    print(f"lossland: {' '.join(message.split())}", file=sys.stderr)
    raise SystemExit(1)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs one command."""
    parser = argparse.ArgumentParser(prog="lossland", description="A playground for deep learning on real PyTorch.")
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve", help="serve the page and the API")
    serving.add_argument("--host", help="address to listen on (127.0.0.1)")
    serving.add_argument("--port", help="port to listen on (8000; 0 takes a free one)")
    serving.add_argument("--data-dir", help="where runs are kept (data)")
    serving.add_argument("--scheduler", help="address of a Dask scheduler (none: workers on this machine)")
    serving.add_argument("--workers", help="workers on this machine (cores - 1)")
    working = commands.add_parser("worker", help="compute for a scheduler; joins it again whenever it goes away")
    working.add_argument("address", help="tcp://host:port or tls://host:port")
    getting = commands.add_parser("get", help="list data sets and weights, or fetch some")
    getting.add_argument("names", nargs="*", metavar="NAME", help="what to fetch; without one, all are listed")
    getting.add_argument("--from", dest="source", type=Path, metavar="FILE_OR_FOLDER", help="take it from disk instead")
    getting.add_argument("--data-dir", help="where it is kept (data)")
    describing = commands.add_parser("openapi", help="print the OpenAPI description")
    describing.add_argument("out", nargs="?", type=Path, help="file to write instead")
    cataloguing = commands.add_parser("catalogue", help="write catalogue.json")
    cataloguing.add_argument("out", type=Path)
    training = commands.add_parser(
        "train",
        help="train a network that ships: digits, cells, streets, french, chinese, alignment, dates, blanks, words",
    )
    training.add_argument("name")
    training.add_argument("--data", type=Path, help="folder of its data (assets/NAME in the data directory)")
    training.add_argument("--out", type=Path, help="where weights, card and checkpoints go (trained/NAME)")
    training.add_argument("--seed", type=int, default=0, help="of all that is random (0)")
    training.add_argument("--steps", type=int, help="updates, where other than the recipe's")
    options = parser.parse_args(arguments)
    with contextlib.suppress(KeyboardInterrupt):
        _COMMANDS[options.command](options)


def _settings(options: argparse.Namespace) -> Settings:
    """The environment's, with the options laid over it; ends the command in one line where one is not allowed."""
    given = {name: value for name in Settings.model_fields if (value := getattr(options, name, None)) is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        fail(f"{'.'.join(map(str, first['loc']))}: {first.get('input')!r} is not allowed: {first['msg']}")
    except SettingsError as error:
        fail(f'{error}: {error.__cause__ or "it cannot be read"}; a list is written like ["lab.example.org"]')


def _serve(options: argparse.Namespace) -> None:
    settings = _settings(options)
    from lossland.store.errors import StoreError
    from lossland.store.place import check_place

    try:
        check_place(settings.data_dir)
    except StoreError as error:
        fail(str(error))
    if settings.scheduler is not None:
        _check_scheduler(settings.scheduler)
    listening = listen(settings)
    try:
        asyncio.run(_run_server(settings, listening))
    except StoreError as error:
        fail(str(error))
    finally:
        listening.close()


def listen(settings: Settings) -> socket.socket:
    """The listening socket; ends the program in one line where there can be none."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with contextlib.ExitStack() as held:
        try:
            listening = held.enter_context(socket.socket(family, socket.SOCK_STREAM))
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            # without it an answer waits 40 ms for the reader's ACK
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
            listening.bind((settings.host, settings.port))
            listening.listen(2048)
        except (OSError, UnicodeError) as error:  # a name may be none that can be looked up
            other = "--port" if getattr(error, "errno", None) in (errno.EADDRINUSE, errno.EACCES) else "--host"
            why = getattr(error, "strerror", None) or error
            fail(f"cannot listen on {settings.host!r} port {settings.port}: {why}; choose another with {other}")
        held.pop_all()
    return listening


def _check_scheduler(address: str) -> None:
    found = _SCHEDULER.fullmatch(address)
    if found is None:
        fail(f"scheduler {address!r} is not an address; expected tcp://host:port or tls://host:port")
    try:
        with socket.create_connection((found["six"] or found["host"], int(found["port"])), _CONNECT_SECONDS):
            pass
    except (OSError, OverflowError) as error:
        fail(f"no scheduler at {address}: {error}")


async def _run_server(settings: Settings, listening: socket.socket) -> None:
    import uvicorn

    from lossland.api.application import create_app
    from lossland.store.store import Store

    # opened before anything is announced: what is wrong with it is then one line instead of a traceback
    app = create_app(settings, store=await Store.open(settings.data_dir, budget_bytes=settings.budget_bytes))

    class Server(uvicorn.Server):
        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            app.state.services.end_streams()
            await super().shutdown(sockets)

    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=1,
        server_header=False,
        ws="none",
    )
    host, port = listening.getsockname()[:2]
    print(f"Lossland: http://{f'[{host}]' if ':' in host else host}:{port}", flush=True)
    await Server(config).serve(sockets=[listening])


def _worker(options: argparse.Namespace) -> None:
    if _SCHEDULER.fullmatch(options.address) is None:
        fail(f"scheduler {options.address!r} is not an address; expected tcp://host:port or tls://host:port")
    from lossland.engine.cluster import run_worker

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    asyncio.run(run_worker(options.address))


def _get(options: argparse.Namespace) -> None:
    from lossland.assets.command import get, table
    from lossland.assets.errors import AssetError

    settings = _settings(options)
    if not options.names:
        if options.source is not None:
            fail("--from needs the name of what it is: lossland get NAME --from FILE_OR_FOLDER")
        print(table(settings.data_dir))
        return
    try:
        get(options.names, settings.data_dir, options.source, settings.mirror)
    except AssetError as error:
        fail(str(error))


def _openapi(options: argparse.Namespace) -> None:
    from lossland.api.application import openapi

    text = json.dumps(openapi(), ensure_ascii=False, indent=1) + "\n"
    if options.out is None:
        sys.stdout.write(text)
        return
    try:
        options.out.write_text(text, encoding="utf-8")
    except OSError as error:
        fail(f"{options.out} cannot be written: {error.strerror or error}")


def _catalogue(options: argparse.Namespace) -> None:
    from lossland.catalogue import main as write
    from lossland.registry import RegistryError

    try:
        write(options.out)
    except RegistryError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{options.out} cannot be written: {error.strerror or error}")


def _train(options: argparse.Namespace) -> None:
    from lossland.lab.text import Refused
    from lossland.models.recipes import ASSETS, produce

    asset = ASSETS.get(options.name)
    data = options.data or Settings().data_dir / "assets" / (asset or options.name)
    if asset is not None and not data.exists():
        fail(f"there is no {data}: fetch it with `lossland get {asset}`, or name a folder with --data")
    out = options.out or Path("trained") / options.name
    try:
        produce(options.name, data, out, lambda line: print(line, flush=True), options.seed, options.steps)
    except (Refused, OSError) as error:
        fail(str(error))


_COMMANDS: dict[str, Any] = {
    "serve": _serve,
    "worker": _worker,
    "get": _get,
    "openapi": _openapi,
    "catalogue": _catalogue,
    "train": _train,
}

if __name__ == "__main__":
    main()
