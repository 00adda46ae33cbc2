"""The page's types of the API are those of the server."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from lossland.api.application import openapi

FRONTEND = Path(__file__).parents[2] / "frontend"


def test_the_pages_types_are_generated_from_this_description(tmp_path: Path) -> None:
    description, types = tmp_path / "openapi.json", tmp_path / "schema.d.ts"
    description.write_text(json.dumps(openapi()), encoding="utf-8")
    generator = str(FRONTEND / "node_modules/.bin/openapi-typescript")
    subprocess.run([generator, str(description), "-o", str(types)], check=True, capture_output=True)
    committed = (FRONTEND / "src/api/schema.d.ts").read_text(encoding="utf-8")
    assert types.read_text(encoding="utf-8") == committed, "run `lossland openapi frontend/openapi.json && npm run api`"
