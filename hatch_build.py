"""Puts the built page into the wheel, so that an installed Lossland serves it without Node."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuildPage(BuildHookInterface):  # type: ignore[type-arg]
    """Builds the page first when a wheel is made from a tree where nobody has built it yet."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        if version == "editable" or (root / "backend/lossland/static/index.html").is_file():
            return
        npm = shutil.which("npm")
        if npm is None:
            raise RuntimeError("the page is not built and there is no npm to build it: run `make setup` first")
        for step in (["ci", "--silent"], ["run", "--silent", "build"]):
            subprocess.run([npm, "--prefix", str(root / "frontend"), *step], check=True)
