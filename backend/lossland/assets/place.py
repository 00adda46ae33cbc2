"""Where assets lie: `<data directory>/assets/<name>/`, a whole folder or none; and who may work on one."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lossland.assets.asset import Asset
from lossland.assets.errors import Busy, cannot_write


def place(data_dir: Path, name: str) -> Path:
    """The folder of an asset, whether it is there or not."""
    return data_dir / "assets" / name


def found(data_dir: Path, asset: Asset) -> dict[str, Path] | None:
    """The files of an asset by name; None where it is not here, or a file has another size than it was published with."""
    folder = place(data_dir, asset.name)
    paths = {file.name: folder / file.name for file in asset.files}
    for file in asset.files:
        try:
            size = paths[file.name].stat().st_size
        except OSError:
            return None
        if file.size not in (None, size):
            return None
    return paths


@contextmanager
def replacing(data_dir: Path, asset: Asset) -> Iterator[Path]:
    """An empty folder for the asset's files, which takes the asset's place when the block ends well and goes otherwise.

    What a killed process has left is cleared first. `Busy` where another thread or process is at it.
    """
    target = place(data_dir, asset.name)
    part = target.with_name(f".{asset.name}.part")
    with _alone(data_dir, asset):
        try:
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir()
            yield part
            shutil.rmtree(target, ignore_errors=True)
            part.replace(target)
        except OSError as error:
            raise cannot_write(asset, error) from error
        finally:
            shutil.rmtree(part, ignore_errors=True)


def remove(data_dir: Path, asset: Asset) -> bool:
    """Removes an asset; whether there was one. It is out of sight before its files go."""
    target = place(data_dir, asset.name)
    part = target.with_name(f".{asset.name}.part")
    with _alone(data_dir, asset):
        try:
            shutil.rmtree(part, ignore_errors=True)
            if not target.exists():
                return False
            target.replace(part)
            shutil.rmtree(part)
        except OSError as error:
            raise cannot_write(asset, error) from error
    return True


@contextmanager
def _alone(data_dir: Path, asset: Asset) -> Iterator[None]:
    """Holds the asset's lock, which the system lets go however a process ends."""
    path = place(data_dir, f".{asset.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("ab")
    except OSError as error:
        raise cannot_write(asset, error) from error
    with file:
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Busy(asset) from error
        yield
