"""What every lab exports: code that can be read, and scripts that give the run's numbers, bit for bit, with torch alone."""

from __future__ import annotations

from traceback import format_exc

import pytest

from lossland.export.script import Experiment, refuse_taken_names, script
from lossland.lab import Preset
from lossland.registry import AnyLab
from lossland.source import Source, code
from tests.support.cases import Tried, cases, undisturbed
from tests.support.exports import Exported, History, columns, exported, run_scripts
from tests.support.registry import every_case, every_lab, every_preset, every_run
from tests.support.runs import complete, equal


@pytest.fixture(scope="module")
def scripts() -> dict[str, Exported]:
    """The script of every case. One that cannot be written is left to say why where it is run."""

    def written(tried: Tried) -> Exported:
        try:
            return exported(tried.experiment())
        except Exception:  # noqa: BLE001 - it is the failure of this case alone
            return Exported(f"raise SystemExit({format_exc()!r})")

    return {str(tried): written(tried) for tried in cases()}


@pytest.fixture(scope="module")
def histories(scripts: dict[str, Exported], tmp_path_factory: pytest.TempPathFactory) -> dict[str, History | str]:
    return run_scripts(scripts, tmp_path_factory.mktemp("scripts"))


@every_case
def test_the_script_gives_the_runs_numbers(tried: Tried, histories: dict[str, History | str]) -> None:
    history = histories[str(tried)]
    assert not isinstance(history, str), history
    expected, _ = undisturbed(tried)
    assert equal(columns(history), expected)


@every_lab
def test_its_code_can_be_read(lab: AnyLab) -> None:
    experiment, *algorithms = code(lab)
    assert "def start(" in experiment.text
    assert not any(file.name.split("/")[0] in ("params", "presets", "pictures", "fields") for file in algorithms)
    assert not {"params.py", "presets.py", "actions.py", "lab.py"} & {file.name for file in algorithms}
    for file in (experiment, *algorithms):
        compile(file.text, file.name, "exec")


@every_preset
def test_every_preset_is_exported(lab: AnyLab, preset: Preset) -> None:
    if not lab.instant:
        params = complete(lab, preset.params)
        compile(script(Experiment("r", lab, 0, params, [], 3, "torch", "cpu", {})), lab.slug, "exec")


@every_run
def test_no_lab_takes_a_name_of_the_script(lab: AnyLab) -> None:
    refuse_taken_names(Source(lab, ["start", "step", "done", *(["act"] if lab.actions else [])]))
