"""What a worker imports while nothing waits is what the start of a run would else import."""

from __future__ import annotations

import json
import subprocess
import sys

SCRIPT = """
import json, sys
import torch
from lossland.engine.preload import import_labs, import_optimizers
import_labs()
labs_alone = "torch._dynamo" in sys.modules
import_optimizers()
before = set(sys.modules)
theta = torch.zeros(2, requires_grad=True)
optimizer = torch.optim.AdamW([theta])
(theta - 1).square().sum().backward()
optimizer.step()
more = [name for name in set(sys.modules) - before if name.startswith("torch._dynamo")]
print(json.dumps({"labs": labs_alone, "more": more}))
"""


def test_after_it_an_optimizer_imports_nothing_of_the_compiler() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert found == {"labs": False, "more": []}
