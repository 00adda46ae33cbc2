"""A run as a zip: script, notebook, and the data that they read, where those do not fit into their text."""

from __future__ import annotations

import io
import zipfile

from lossland.export.carried import FILE
from lossland.export.notebook import notebook_of
from lossland.export.script import Experiment, cells, script_of

MOMENT = (1980, 1, 1, 0, 0, 0)
"""Of every file in it, so that the same experiment gives the same bytes."""


def archive(experiment: Experiment) -> bytes:
    """The zip. Its files lie in a folder of the lab's name."""
    texts, data = cells(experiment)
    slug = experiment.lab.slug
    files = {f"{slug}.py": script_of(texts).encode(), f"{slug}.ipynb": notebook_of(texts).encode()}
    if data is not None:
        files[FILE] = data
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(f"{slug}/{name}", MOMENT), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
