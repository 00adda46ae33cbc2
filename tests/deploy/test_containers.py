"""The compose file and the Dockerfile against the package: what they name exists, and what must stay inside does."""

from __future__ import annotations

import json
import os
import re
import runpy
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from distributed.cli.dask_scheduler import main as dask_scheduler

from lossland import cli
from lossland.settings import Settings

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (ROOT / "docker/Dockerfile").read_text(encoding="utf-8")
OURS = {"SCHEDULER", "ROLE"}
"""Variables that docker/workers.sh and docker/healthy.py read."""
OTHERS = {"FORWARDED_ALLOW_IPS"}
"""Variables of uvicorn."""


def stages() -> dict[str, list[str]]:
    """The instructions of each stage of the Dockerfile, continued lines joined."""
    found: dict[str, list[str]] = {}
    text = re.sub(r"\\\n\s*", " ", re.sub(r"^\s*#.*\n", "", DOCKERFILE, flags=re.MULTILINE))
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("FROM"):
            found[line.split()[-1]] = []
        if found:
            found[list(found)[-1]].append(line)
    return found


def lineage(stage: str) -> list[str]:
    """All instructions a stage inherits and adds."""
    own = stages()[stage]
    parent = own[0].split()[1]
    return [*(lineage(parent) if parent in stages() else []), *own]


def environment(stage: str) -> dict[str, str]:
    pairs = [pair for line in lineage(stage) if line.startswith("ENV ") for pair in line[4:].split()]
    return dict(pair.split("=", 1) for pair in pairs)


def command(stage: str) -> list[str]:
    found: list[str] = json.loads([line for line in lineage(stage) if line.startswith("CMD ")][-1][4:])
    return found


def interpolated(value: str) -> str:
    """What compose makes of `${NAME:-default}` where nobody sets NAME."""
    return re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", value)


def variables(service: str) -> dict[str, str]:
    return {name: interpolated(value) for name, value in SERVICES[service].get("environment", {}).items()}


def test_the_services_are_those_of_a_class() -> None:
    assert set(SERVICES) == {"api", "scheduler", "worker", "worker-gpu"}
    for name, service in SERVICES.items():
        assert service["build"]["dockerfile"] == "docker/Dockerfile"
        assert service["build"]["target"] == name.removesuffix("-gpu")
        assert service["build"]["target"] in stages()
        assert service["restart"] == "unless-stopped"
        assert set(service.get("depends_on", {})) == (set() if name == "scheduler" else {"scheduler"})
    assert {name for name, service in SERVICES.items() if service.get("profiles")} == {"worker-gpu"}


def test_the_gpu_worker_reserves_all_gpus() -> None:
    (device,) = SERVICES["worker-gpu"]["deploy"]["resources"]["reservations"]["devices"]
    assert device == {"driver": "nvidia", "count": "all", "capabilities": ["gpu", "compute", "utility"]}
    assert "deploy" not in SERVICES["worker"]


@pytest.mark.parametrize("service", SERVICES)
def test_every_variable_is_read_by_somebody(service: str) -> None:
    known = {f"LOSSLAND_{name}".upper() for name in Settings.model_fields} | OURS | OTHERS
    target = SERVICES[service]["build"]["target"]
    named = {*variables(service), *(name for name in environment(target) if not name.startswith(("P", "PIP_")))}
    assert named <= known


def test_the_api_starts_with_these_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (environment("api") | variables("api")).items():
        if name.startswith("LOSSLAND_"):
            monkeypatch.setenv(name, value)
    settings = Settings()
    assert settings.host == "0.0.0.0"
    assert not settings.loopback  # runs belong to whoever made them
    assert settings.allowed_hosts == []
    assert settings.scheduler == "tcp://scheduler:8786" == variables("worker")["SCHEDULER"]
    assert SERVICES["api"]["volumes"] == [f"data:{settings.data_dir}"]
    assert "data" in COMPOSE["volumes"]
    assert [interpolated(port) for port in SERVICES["api"]["ports"]] == [f"{settings.port}:{settings.port}"]
    assert f"EXPOSE {settings.port}" in stages()["api"]


def test_allowed_hosts_are_read_as_the_readme_writes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    (written,) = set(re.findall(r"LOSSLAND_ALLOWED_HOSTS='(.+?)'", (ROOT / "README.md").read_text(encoding="utf-8")))
    monkeypatch.setenv("LOSSLAND_ALLOWED_HOSTS", written)
    assert Settings().allowed_hosts == ["lossland.example.org"]


def test_pickles_stay_on_a_network_of_their_own() -> None:
    assert COMPOSE["networks"]["engine"] == {"internal": True}
    for name, service in SERVICES.items():
        assert service["networks"] == (["front", "engine"] if name == "api" else ["engine"])
        assert ("ports" in service) == (name == "api")


@pytest.mark.parametrize("target", ["api", "scheduler", "worker"])
def test_nobody_is_root_and_every_role_has_a_health_check(target: str) -> None:
    lines = lineage(target)
    users = [line.split()[1] for line in lines if line.startswith("USER")]
    assert users[-1:] == ["lossland"]
    assert any(line.startswith("HEALTHCHECK") and "healthy.py" in line for line in lines)
    assert environment(target)["ROLE"] == target
    assert target in runpy.run_path(str(ROOT / "docker/healthy.py"))


def test_the_commands_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert command("api") == ["lossland", "serve"]
    with pytest.raises(SystemExit, match="0"):
        cli.main(["worker", "--help"])
    assert "address" in capsys.readouterr().out
    name, sub, *options = command("scheduler")
    assert (name, sub) == ("dask", "scheduler")
    offered = {text for option in dask_scheduler.params for text in (*option.opts, *option.secondary_opts)}
    assert {option for option in options if option.startswith("--")} <= offered
    port = options[options.index("--port") + 1]
    assert variables("worker")["SCHEDULER"].endswith(f":{port}")
    assert f"EXPOSE {port}" in stages()["scheduler"]
    assert command("worker") == ["bash", "/opt/lossland/docker/workers.sh"]
    assert "lossland worker" in (ROOT / "docker/workers.sh").read_text(encoding="utf-8")


def test_what_is_copied_is_there_and_not_ignored() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert ignored[0] == "*"
    copied = [
        source
        for lines in stages().values()
        for line in lines
        if line.startswith("COPY") and "--from" not in line
        for source in line.split()[1:-1]
    ]
    for source in copied:
        assert (ROOT / source).exists(), source
        assert f"!{Path(source).parts[0]}" in ignored, source


def test_what_is_pruned_is_what_only_the_tests_need() -> None:
    out = subprocess.run([sys.executable, ROOT / "docker/prune.py"], capture_output=True, text=True, check=True).stdout
    gone = set(out.split())
    assert {"pytest", "mypy", "playwright", "hatchling"} <= gone
    assert not gone & {
        "torch",
        "numpy",
        "distributed",
        "fastapi",
        "cryptography",
        "python-multipart",
        "scipy",
        "jinja2",
    }


def test_torch_can_be_taken_out_of_the_lock() -> None:
    locked = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    (script,) = re.findall(r"sed '(.+?)' constraints.txt", DOCKERFILE)
    rest = subprocess.run(
        ["sed", script, "constraints.txt"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    names = [set(re.findall(r"^([\w.-]+)==", text, flags=re.MULTILINE)) for text in (locked, rest)]
    assert names[0] - names[1] == {"torch"}
    assert "\n    --hash" not in re.sub(r"^[\w.-]+==.*(\n    --hash.*)+", "", rest, flags=re.MULTILINE)


def fake(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("gpus", "workers", "expected"),
    [(2, "", ["gpu 0", "gpu 1"]), (0, "3", ["gpu none"] * 3), (0, "", None)],
)
def test_one_worker_for_each_gpu(tmp_path: Path, gpus: int, workers: str, expected: list[str] | None) -> None:
    listed = "\n".join(f"echo 'GPU {index}: NVIDIA H200 (UUID: x)'" for index in range(gpus))
    fake(tmp_path, "nvidia-smi", listed or "exit 9")
    fake(tmp_path, "lossland", f'echo "gpu ${{CUDA_VISIBLE_DEVICES-none}}" >> {tmp_path}/started; exec sleep 30')
    given = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "SCHEDULER": "tcp://s:1", "LOSSLAND_WORKERS": workers}
    count = len(expected) if expected else max(1, len(os.sched_getaffinity(0)) - 1)
    started_all = f'[ "$(wc -l 2>/dev/null < {tmp_path}/started)" = {count} ]'
    script = f"bash {ROOT}/docker/workers.sh & until {started_all}; do sleep 0.02; done; kill %1; wait %1"
    done = subprocess.run(["bash", "-c", script], env=given, timeout=20, capture_output=True, text=True, check=False)
    started = sorted((tmp_path / "started").read_text().splitlines())
    assert started == (expected or ["gpu none"] * count), done.stderr


def test_a_worker_that_ends_ends_the_container(tmp_path: Path) -> None:
    fake(tmp_path, "lossland", "exit 3")
    given = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "SCHEDULER": "tcp://s:1", "LOSSLAND_WORKERS": "1"}
    done = subprocess.run(["bash", ROOT / "docker/workers.sh"], env=given, timeout=20, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"a worker has ended\n")


def healthy(**given: str) -> int:
    return subprocess.run([sys.executable, ROOT / "docker/healthy.py"], env=given, check=False).returncode


def test_health_of_a_worker_is_its_link_to_the_scheduler() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        assert healthy(ROLE="worker", SCHEDULER=f"tcp://scheduler:{port}") == 1
        with socket.create_connection(("127.0.0.1", port)):
            assert healthy(ROLE="worker", SCHEDULER=f"tcp://scheduler:{port}") == 0


def test_health_of_an_api_that_is_not_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        free = listening.getsockname()[1]
    assert healthy(ROLE="api", LOSSLAND_PORT=str(free)) == 1
