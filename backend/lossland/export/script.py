"""A run as a script that needs only torch: the lab's own code, the parameters, the control log.

The code is cut out of the lab's file and of the modules it uses, in the order in which it has to stand; loaders that
would need another library are replaced by their data. Run on the same numerics, the script's metrics are the run's,
bit for bit.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from lossland.lab import Experiment as Contract
from lossland.registry import AnyLab
from lossland.runs.messages import LogEntry, Upload
from lossland.source import ExportError, Piece, Source, bound_names

_HEAD = '''"""{title}

{summary}

Exported from Lossland: run {run}, {steps} steps, seed {seed}, {numerics}.
It needs torch (and plotly for the chart). On the same numerics its metrics are the run's, bit for bit.
"""
'''

_IMPORTS = (
    "import base64",
    "import json",
    "import sys",
    "import zlib",
    "from pathlib import Path",
    "from types import SimpleNamespace",
    "import torch",
)

_VALUES = """\
SEED = {seed}
STEPS = {steps}

p = {params}

LOG = {log}
"""

_START = """\
torch.set_num_threads(1)  # one thread gives the same bits every time
torch.use_deterministic_algorithms(True, warn_only=True)
torch.manual_seed(SEED)
s = start(p, torch.Generator().manual_seed(SEED), torch.device({device!r}))
"""

_ADOPT = "adopt(s, p, None)\n"

_CHANGES = {  # (whether the lab derives anything, whether there are actions) -> what is done with an entry of the log
    (False, False): "        p = value\n",
    (True, False): "        old, p = p, value\n        adopt(s, p, old)\n",
    (False, True): """\
        if kind == "params":
            p = value
        else:
            act(s, p, value)
""",
    (True, True): """\
        if kind == "params":
            old, p = p, value
            adopt(s, p, old)
        else:
            act(s, p, value)
""",
}

_LOOP = """\
history = []  # one dict per step: metric -> number
for t in range(STEPS + 1):
    while LOG and LOG[0][0] <= t:  # what was changed after step t
        _, kind, value = LOG.pop(0)
{changes}    if t == STEPS or done(s, p):
        break
    history.append({{name: value.float().item() for name, value in step(s, p).items()}})
"""

_SAVE = """\
if len(sys.argv) > 1:  # python script.py metrics.json
    with open(sys.argv[1], "w") as file:
        json.dump(history, file)
elif history:
    print(f"step {len(history)}:", ", ".join(f"{name} {value:.6g}" for name, value in history[-1].items()))
"""

CHART = """\
def chart(history):
    import plotly.graph_objects as go

    names = list(dict.fromkeys(name for row in history for name in row))
    steps = list(range(1, len(history) + 1))
    curves = {name: [row.get(name) for row in history] for name in names}  # None between epochs: lines go on
    figure = go.Figure([go.Scatter(x=steps, y=y, name=name, connectgaps=True) for name, y in curves.items()])
    figure.update_xaxes(title="step")
    return figure
"""

_UNPACK = '''\
def unpack(text, dtype, *shape):
    """A tensor from zlib-compressed, base64-encoded bytes."""
    data = bytearray(zlib.decompress(base64.b64decode(text)))
    return torch.frombuffer(data, dtype=dtype).reshape(shape) if data else torch.zeros(shape, dtype=dtype)
'''


@dataclass(frozen=True)
class Experiment:
    """What is exported: a run's start, what was changed on the way and how far it went."""

    run: str
    lab: AnyLab
    seed: int
    params: Mapping[str, Any]
    log: Sequence[LogEntry]
    steps: int
    numerics: str
    device: str
    uploads: Mapping[str, Upload]


class Cells(NamedTuple):
    """The parts of an exported experiment."""

    texts: list[str]
    """Docstring, imports, code of the libraries, code of the lab, parameters and log, training."""
    data: bytes | None
    """The file that has to lie beside them, `carried.FILE`; None where they hold everything."""


def script(experiment: Experiment) -> str:
    """The experiment as a Python file."""
    return script_of(cells(experiment).texts)


def script_of(texts: Sequence[str]) -> str:
    """A Python file of the parts."""
    head, *rest = texts
    chart = 'if "--chart" in sys.argv:\n    chart(history).show()\n'
    return "\n\n".join(text.rstrip("\n") for text in [head, *rest, _SAVE, CHART, chart]) + "\n"


def cells(experiment: Experiment) -> Cells:
    """The experiment in parts."""
    from lossland.export.carried import READ, Carried
    from lossland.export.literals import Literals

    lab = experiment.lab
    literals = Literals(lab, experiment.uploads)
    start_params = literals.params(experiment.params)
    log = list(literals.changes(experiment.params, experiment.log))
    acts = any(kind == "action" for _, kind, _ in log)
    derives = type(lab).adopt is not Contract.adopt
    methods = ["start", *(["adopt"] if derives else []), "step", "done", *(["act"] if acts else [])]
    carried = Carried(literals.loaded(experiment.params, experiment.seed), literals.heavy())
    source = Source(lab, methods, carried.loader)
    classes = literals.classes(source.models, carried.heavy)
    refuse_taken_names(source, classes)
    entries = "".join(
        f"    ({step}, {kind!r}, {textwrap.indent(value, '    ').lstrip()}),\n" for step, kind, value in log
    )
    values = _VALUES.format(
        seed=experiment.seed,
        steps=experiment.steps,
        params=start_params,
        log=f"[  # (after step, kind, value)\n{entries}]" if log else "[]",
    )
    head = _HEAD.format(
        title=str(lab.title),
        summary=textwrap.fill(str(lab.summary), 110),
        run=experiment.run,
        steps=experiment.steps,
        seed=experiment.seed,
        numerics=experiment.numerics,
    )
    folder = type(lab).__module__.removesuffix("lab")
    own = [piece for piece in source.pieces if piece.module.startswith(folder)]
    others = [piece for piece in source.pieces if piece not in own]
    texts = [
        head,
        "from __future__ import annotations\n\n" + "\n".join(sorted({*_IMPORTS, *source.imports})),
        "\n\n".join([*([READ] if carried.apart else []), _joined([Piece("", "unpack", _UNPACK), *others])]),
        "\n\n".join(part for part in (classes, _joined(own)) if part),
        values,
        _START.format(device=experiment.device)
        + (_ADOPT if derives else "")
        + "\n"
        + _LOOP.format(changes=_CHANGES[derives, acts]),
    ]
    return Cells([text for text in texts if text.strip()], carried.file())


def refuse_taken_names(source: Source, classes: str = "") -> None:
    """Raises `ExportError` where a name is bound twice, by two modules of the lab's code or by the script itself too."""
    owner: dict[str, str] = {}
    for piece in source.pieces:
        if owner.setdefault(piece.name, piece.module) != piece.module:
            raise ExportError(f"{piece.name!r} is defined in both {owner[piece.name]} and {piece.module}; rename one")
    values = _VALUES.format(seed=0, steps=0, params=None, log=[])
    loop = _LOOP.format(changes=_CHANGES[True, True])
    script = [
        *_IMPORTS,
        "BESIDE = DATA = None",
        _UNPACK,
        classes,
        values,
        _START.format(device="cpu"),
        loop,
        _SAVE,
        CHART,
    ]
    taken = bound_names("\n".join(script))
    for piece in source.pieces:
        for name in sorted(bound_names(piece.text) & taken):
            raise ExportError(
                f"{piece.module} defines {name!r}, a name that an exported script has for itself; rename it"
            )


def _joined(pieces: Iterable[Piece]) -> str:
    return "\n\n".join(piece.text.strip("\n") + "\n" for piece in pieces)
