"""Whether moving code changed anything that can be seen: `python -m tests.support.same write` before, `check` after.

For every lab, its defaults and every preset under seed 0: hashes of the metrics of 24 steps, of the frame after them and
of the figures; the source hashes; OpenAPI; the catalogue without what tells that files have changed. Bits depend on the
processor, so the record is not kept: it is written and compared on one machine. `check SLUG` looks at one lab only.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from lossland import catalogue
from lossland.api.application import create_app
from lossland.engine.first_frame import first_frame
from lossland.engine.numerics import fix_numerics
from lossland.engine.session import Session
from lossland.registry import AnyLab, labs
from lossland.runs.messages import Opening, Order
from lossland.settings import Settings
from lossland.source import source_hash

RECORD = Path(".same.json")
STEPS = 24


def digest(value: Any) -> str:
    """Of bytes, or of anything that JSON can say, whatever the order of its keys."""
    content = value if isinstance(value, bytes) else json.dumps(value, sort_keys=True, ensure_ascii=False).encode()
    return sha256(content).hexdigest()[:16]


def of_run(lab: AnyLab, params: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What a run shows after some steps."""
    p = lab.Params(**params)
    plain = p.model_dump(mode="json")
    yield "figures", digest({name: view.model_dump(mode="json") for name, view in lab.figures(p).items()})
    if lab.instant:
        yield "frame", digest(json.loads(first_frame(lab, plain, 0)))
        return
    run = Session(lab, Opening("r", lab.slug, 0, "cpu", start_params=plain))
    part = run.advance(Order("r", 0, 600.0, STEPS, frame=True))
    block = part.block
    yield "metrics", digest(repr((block.names, block.n)).encode() + block.values if block else b"")
    yield "frame", digest(json.loads(part.frame or b"null"))
    yield "failure", digest(repr(part.failure).encode())


def now(only: str | None) -> dict[str, str]:
    """Every hash by what it is of."""
    fix_numerics()
    found: dict[str, str] = {}
    for lab in labs().values():
        if only not in (None, lab.slug):
            continue
        found[f"{lab.slug} source hash"] = source_hash(lab)
        for name, params in {"": {}, **{preset.slug: dict(preset.params) for preset in lab.presets}}.items():
            found |= {f"{lab.slug} {name or 'defaults'} {what}": value for what, value in of_run(lab, params)}
        found |= {f"{lab.slug} catalogue {key}": digest(value) for key, value in catalogue.describe(lab).items()}
    found["openapi"] = digest(create_app(Settings()).openapi())
    return found


def main(verb: str, only: str | None = None) -> int:
    """Writes the record, or names what differs from it."""
    found = now(only)
    if verb == "write":
        RECORD.write_text(json.dumps(found, indent=0))
        print(f"{len(found)} hashes written to {RECORD}")
        return 0
    before = json.loads(RECORD.read_text())
    changed = [
        name for name in sorted({*before, *found} if only is None else found) if before.get(name) != found.get(name)
    ]
    print("\n".join(changed) or f"all {len(found)} hashes as before")
    return int(bool(changed))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
