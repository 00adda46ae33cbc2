"""Starting: quickly, without torch; and what cannot be started is said in one line."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from lossland import catalogue, cli, registry
from lossland.settings import Settings
from lossland.store import database, place


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code not in (0, None)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    return lines[0]


def test_a_taken_port(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"port {port}" in refused(capsys, "serve", "--port", str(port), "--data-dir", str(tmp_path))


def test_a_data_directory_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert "not writable" in refused(capsys, "serve", "--port", "0", "--data-dir", str(tmp_path / "file" / "data"))


def test_a_network_file_system(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "file_system", lambda _: "cifs")
    assert "network file system (cifs)" in refused(capsys, "serve", "--port", "0", "--data-dir", str(tmp_path))


def test_a_database_of_another_version(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    engine = database.open_database(tmp_path / "lossland.db")
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    assert "another version" in refused(capsys, "serve", "--port", "0", "--data-dir", str(tmp_path))


@pytest.mark.parametrize("address", ["nowhere", "tcp://localhost", "http://localhost:80", "tcp://127.0.0.1:1"])
def test_an_absent_scheduler(tmp_path: Path, capsys: pytest.CaptureFixture[str], address: str) -> None:
    line = refused(capsys, "serve", "--port", "0", "--data-dir", str(tmp_path), "--scheduler", address)
    assert address in line


@pytest.mark.parametrize(("option", "value"), [("--port", "x"), ("--port", "70000"), ("--workers", "0")])
def test_wrong_options(capsys: pytest.CaptureFixture[str], option: str, value: str) -> None:
    line = refused(capsys, "serve", option, value)
    assert option[2:] in line
    assert value in line


def test_a_worker_needs_an_address(capsys: pytest.CaptureFixture[str]) -> None:
    assert "tcp://host:port" in refused(capsys, "worker", "here")


def test_the_description_is_printed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    cli.main(["openapi"])
    assert json.loads(capsys.readouterr().out)["openapi"].startswith("3.1")
    cli.main(["openapi", str(tmp_path / "openapi.json")])
    assert (tmp_path / "openapi.json").exists()


def test_the_catalogue_is_written_and_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "static" / "catalogue.json"
    two = {slug: registry.labs()[slug] for slug in ("activations", "linear-regression")}
    monkeypatch.setattr(registry, "labs", lambda: two)
    cli.main(["catalogue", str(out)])
    written = json.loads(out.read_text(encoding="utf-8"))
    assert written["fingerprints"] == catalogue.fingerprints()
    assert list(written["labs"]) == list(two)
    monkeypatch.setattr(catalogue, "ENTRIES", dict.fromkeys(catalogue.ENTRIES, pytest.fail))
    assert catalogue.load(out) == written


def test_an_edit_of_a_lab_describes_that_lab_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "catalogue.json"
    marks = catalogue.fingerprints()
    known = {name: {slug: {"slug": slug} for slug in [*marks, "gone"]} for name in catalogue.ENTRIES}
    out.write_text(json.dumps({"fingerprints": {**marks, "activations": "old"}, **known}))
    monkeypatch.setattr(catalogue, "ENTRIES", dict.fromkeys(catalogue.ENTRIES, lambda lab: {"anew": lab.slug}))
    found = catalogue.load(out)
    expected = {slug: {"anew": slug} if slug == "activations" else {"slug": slug} for slug in registry.labs()}
    assert {name: found[name] for name in catalogue.ENTRIES} == dict.fromkeys(catalogue.ENTRIES, expected)


def test_a_file_that_the_catalogue_is_made_from_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "_SHARED", ("lab", "no_such.py"))
    with pytest.raises(FileNotFoundError, match="no_such"):
        catalogue.fingerprints()


def test_answers_do_not_wait_for_acknowledgements() -> None:
    with cli.listen(Settings(port=0)) as listening:
        assert listening.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
