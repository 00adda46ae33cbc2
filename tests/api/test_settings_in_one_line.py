"""Settings and paths that cannot be used end the command in one line that names them."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.api.test_startup import refused


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORT", "abc", "port: 'abc'"),
        ("PORT", "", "port: ''"),
        ("DATA_DIR", "", "data_dir: '' is not allowed: Value error, it is empty"),
        ("ALLOWED_HOSTS", "lab.example.org", 'a list is written like ["lab.example.org"]'),
        ("ALLOWED_HOSTS", "[1", "allowed_hosts"),
        ("WORKERS", "many", "workers: 'many'"),
        ("HOST", "no such host.example", "--host"),
        ("HOST", "a..b", "--host"),
        ("HOST", "203.0.113.1", "--host"),
    ],
)
def test_the_environment(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    value: str,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOSSLAND_PORT", "0")
    monkeypatch.setenv(f"LOSSLAND_{name}", value)
    assert said in refused(capsys, "serve")
    assert list(tmp_path.iterdir()) in ([], [tmp_path / "data"])


@pytest.mark.parametrize("taken", ["", "runs", "lock", "lossland.db"])
def test_something_else_lies_where_data_should(tmp_path: Path, capsys: pytest.CaptureFixture[str], taken: str) -> None:
    directory = tmp_path / "data"
    if taken in ("", "runs"):
        (directory / taken).parent.mkdir(exist_ok=True)
        (directory / taken).touch()
    else:
        (directory / taken).mkdir(parents=True)
    assert str(directory) in refused(capsys, "serve", "--port", "0", "--data-dir", str(directory))


def test_files_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "absent" / "openapi.json")
    assert f"{out} cannot be written" in refused(capsys, "openapi", out)


def test_a_taken_port_is_said_with_its_way_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert "--port" in refused(capsys, "serve", "--port", port, "--data-dir", str(tmp_path))
