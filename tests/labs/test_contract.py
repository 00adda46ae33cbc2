"""What every lab must keep, checked over the whole registry."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from time import thread_time
from typing import Any

import numpy as np
import pytest
import torch
from pydantic import Field

from lossland.api.parameters import refuse_structural
from lossland.api.problems import Problem
from lossland.engine.numerics import fix_numerics
from lossland.engine.session import Session, first_frame
from lossland.lab import Lab, LabParams, Params, Preset, live, structural
from lossland.lab.text import T
from lossland.lab.views import Curves, Plot
from lossland.labs import PARTS
from lossland.registry import AnyLab, labs, lesson
from lossland.runs.messages import Block, Opening, Order, Slice

ALL = list(labs().values())
RUNS = [lab for lab in ALL if not lab.instant]
STEPS = 24
CHINESE = re.compile(r"[\u4e00-\u9fff]")

every_lab = pytest.mark.parametrize("lab", ALL, ids=lambda lab: lab.slug)
every_run = pytest.mark.parametrize("lab", RUNS, ids=lambda lab: lab.slug)
every_preset = pytest.mark.parametrize(
    ("lab", "preset"), [(lab, preset) for lab in ALL for preset in lab.presets], ids=lambda x: x.slug
)


@pytest.fixture(autouse=True, scope="module")
def _one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    fix_numerics()
    yield
    torch.set_num_threads(threads)


def opening(lab: AnyLab, seed: int = 0, params: dict[str, Any] | None = None, **changes: Any) -> Opening:
    start = lab.Params(**(params or {})).model_dump(mode="json")
    return Opening("r", lab.slug, seed, "cpu", start_params=start, **changes)


def advance(run: Session, steps: int, **changes: Any) -> Slice:
    part = run.advance(Order("r", run.generation, 60.0, steps, **changes))
    assert part.failure is None, part.failure
    return part


def numbers(*parts: Slice) -> dict[str, list[float]]:
    """Every metric's values, NaN at steps without one."""
    blocks = [part.block for part in parts if part.block is not None]
    names = sorted({name for block in blocks for name in block.names})
    return {name: [value for block in blocks for value in _column(block, name)] for name in names}


def _column(block: Block, name: str) -> list[float]:
    if name not in block.names:
        return [float("nan")] * block.n
    rows: list[list[float]] = np.frombuffer(block.values, np.float32).reshape(len(block.names), block.n).tolist()
    return rows[block.names.index(name)]


def equal(a: dict[str, list[float]], b: dict[str, list[float]]) -> bool:
    return a.keys() == b.keys() and all(np.array_equal(a[name], b[name], equal_nan=True) for name in a)


def straight(lab: AnyLab, steps: int = STEPS) -> dict[str, list[float]]:
    return numbers(advance(Session(lab, opening(lab)), steps))


@every_lab
def test_it_is_described(lab: AnyLab) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9-]*", lab.slug)
    assert lab.part in PARTS
    assert issubclass(lab.Params, LabParams)
    texts = [lab.title, lab.summary, lab.question, *(metric.title for metric in lab.metrics.values())]
    texts += [text for preset in lab.presets for text in (preset.title, preset.summary)]
    for text in texts:
        assert_both(text, lab.slug)


def assert_both(text: object, where: str) -> None:
    assert isinstance(text, T), f"{where}: {text!r} is not in both languages"
    assert text, where
    assert text.zh, where


def assert_travels(text: object, where: str) -> None:
    assert isinstance(text, dict), f"{where}: {text!r} is not in both languages"
    assert text["en"], where
    assert text["zh"], where


def nodes(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property in a JSON schema with its path, those of nested models and unions too."""
    for name, node in schema.get("properties", {}).items():
        yield f"{path}.{name}", node
    for name, definition in schema.get("$defs", {}).items():
        yield from nodes(definition, f"{path}#{name}")


def fields_beside(schema: dict[str, Any], path: str) -> set[str]:
    """The fields of the definition that a path of `nodes` lies in: a row's controls depend on the row."""
    name = path.partition("#")[2].partition(".")[0]
    return set(schema["$defs"][name]["properties"]) if name else set()


SHAPES = {"integer", "number", "boolean", "string", "array", "null", "object"}


@every_lab
def test_its_parameters_are_in_the_declared_subset(lab: AnyLab) -> None:
    for path, node in nodes(lab.Params.model_json_schema()):
        where = f"{lab.slug}{path}"
        if "const" in node:
            continue
        hints = node.get("x-lossland")
        assert hints is not None, f"{where} has none of structural(), live(), view()"
        assert hints["change"] in ("structural", "live", "view"), where
        assert_both(node.get("title"), f"{where} title")
        assert_both(node.get("description"), f"{where} description")
        options = [node, *node.get("anyOf", [])]
        for option in options:
            kind = option.get("type")
            assert kind is None or kind in SHAPES, f"{where}: {kind}"
            if kind in ("integer", "number"):
                low = option.get("minimum", option.get("exclusiveMinimum"))
                high = option.get("maximum", option.get("exclusiveMaximum"))
                assert low is not None, f"{where} has no lower bound"
                assert high is not None, f"{where} has no upper bound"
            if kind == "array":
                assert "maxItems" in option, f"{where} has no maximum length"
                row = option["items"].get("$ref")
                assert row is None or "minItems" in option, f"{where} is a list of objects without a minimum length"
            if kind == "string" and "enum" not in option:
                assert "pattern" in option or "maxLength" in option, f"{where} is free text without a bound"
        for value in node.get("enum", []):
            assert_travels(hints.get("options", {}).get(value), f"{where} option {value!r}")
        for key in ("unit", "group"):
            if key in hints:
                assert_travels(hints[key], f"{where} {key}")
        siblings = fields_beside(lab.Params.model_json_schema(), path) | set(lab.Params.model_fields)
        for other in hints.get("when", {}):
            assert other.split(".")[0] in siblings, f"{where} depends on unknown {other!r}"
        if "library" in hints:
            assert "form" in lab.Params.model_fields, f"{where} has two forms, the lab has none"


def test_the_switch_between_the_two_forms_looks_the_same_everywhere() -> None:
    forms = [schema["form"] for lab in ALL if "form" in (schema := lab.Params.model_json_schema()["properties"])]
    looks = [(form["title"], form["default"], form["enum"], form["x-lossland"]["options"]) for form in forms]
    assert all(form["x-lossland"]["advanced"] for form in forms)
    assert looks
    assert all(look == looks[0] for look in looks)


@every_lab
def test_its_actions_are_told_apart_by_kind(lab: AnyLab) -> None:
    kinds = [action.model_fields["kind"].default for action in lab.actions]
    assert len(set(kinds)) == len(kinds)
    assert all(isinstance(kind, str) and kind for kind in kinds)


@every_lab
def test_defaults_draw_in_under_a_second_what_the_figures_name(lab: AnyLab) -> None:
    p = lab.Params()
    first_frame(lab, p.model_dump(mode="json"), 0, {})
    figures = lab.figures(p)

    def computed() -> float:
        """Seconds of this thread's own work, whatever else the machine does."""
        began = thread_time()
        first_frame(lab, p.model_dump(mode="json"), 0, {})
        return thread_time() - began

    assert min(computed() for _ in range(3)) < 1.0
    state = lab.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
    assert_drawn(lab, figures, lab.draw(state, p))


def assert_drawn(lab: AnyLab, figures: Any, frame: Any) -> None:
    assert set(frame) <= set(figures), f"{lab.slug} draws {set(frame) - set(figures)}, which no figure has"
    for name, view in figures.items():
        assert_both(view.title, f"{lab.slug} {name} title")
        assert_both(view.alt, f"{lab.slug} {name} alt")
        if isinstance(view, Curves):
            assert set(view.series) <= set(lab.metrics), f"{lab.slug} {name} shows unknown metrics"
        if isinstance(view, Plot):
            uids = [trace.uid for trace in view.figure.data]
            assert all(uids), f"{lab.slug} {name} has a trace without uid"
            assert len(set(uids)) == len(uids)
            for key, tensor in frame.get(name, {}).items():
                assert key.partition(".")[0] in uids, f"{lab.slug} {name} draws {key}, which is no trace"
                assert isinstance(tensor, torch.Tensor), f"{lab.slug} {name} {key}"
            assert_axes_are_named(view, f"{lab.slug} {name}")
            kinds = {action.model_fields["kind"].default for action in lab.actions} | {"set_params"}
            for gesture in view.gestures:
                assert gesture.action in kinds, f"{lab.slug} {name}: no action {gesture.action}"
                assert gesture.trace is None or gesture.trace in uids


def assert_axes_are_named(view: Plot, where: str) -> None:
    for axis in (view.figure.layout.xaxis, view.figure.layout.yaxis):
        if any(getattr(trace, "type", "") in ("surface", "scatter3d", "pie", "table") for trace in view.figure.data):
            continue
        assert_both(axis.title.text, f"{where} axis {axis.plotly_name}")


@every_lab
def test_its_layout_shows_every_view_once(lab: AnyLab) -> None:
    """A layout may name a view that only some data have; the page leaves such a cell out."""
    shown = [name for row in lab.layout for cell in row for name in (cell if isinstance(cell, tuple) else (cell,))]
    assert len(set(shown)) == len(shown)
    offered = [set(lab.figures(lab.Params(**params))) for params in ({}, *(preset.params for preset in lab.presets))]
    assert set(shown) == set().union(*offered)
    assert lab.figures(lab.Params()).keys() >= {row[0] if isinstance(row[0], str) else row[0][0] for row in lab.layout}


@every_lab
def test_figures_read_structural_parameters_only(lab: AnyLab) -> None:
    def plain(p: LabParams) -> dict[str, Any]:
        return {name: view.model_dump(mode="json") for name, view in lab.figures(p).items()}

    default = lab.Params()
    schema = lab.Params.model_json_schema()
    for name, node in schema["properties"].items():
        if node["x-lossland"]["change"] == "structural":
            continue
        for value in other_values(node, getattr(default, name)):
            p = lab.Params.model_validate({**default.model_dump(mode="json"), name: value})
            assert plain(p) == plain(default), f"{lab.slug}: figures() reads {name}, which is not structural"


def other_values(node: dict[str, Any], default: Any) -> list[Any]:
    """Some allowed values of a parameter besides its default."""
    options = [node, *node.get("anyOf", [])]
    values: list[Any] = []
    for option in options:
        values += option.get("enum", [])
        values += [True, False] if option.get("type") == "boolean" else []
        if option.get("type") in ("integer", "number") and default is not None:
            values += [option[key] for key in ("minimum", "maximum") if key in option]
    return [value for value in values if value != default]


@every_run
def test_same_seed_same_metrics_and_another_seed_others(lab: AnyLab) -> None:
    first = straight(lab)
    assert equal(first, straight(lab))
    assert not equal(first, numbers(advance(Session(lab, opening(lab, seed=1)), STEPS)))


@every_run
def test_its_metrics_are_finite_and_declared(lab: AnyLab) -> None:
    values = straight(lab)
    assert values
    assert set(values) <= set(lab.metrics)
    run = Session(lab, opening(lab))
    for _ in range(3):
        row = lab.step(run.state, run.p)
        assert all(v.dim() == 0 and torch.isfinite(v) for v in row.values())


@every_run
def test_metrics_read_at_once_equal_those_read_at_the_end(lab: AnyLab) -> None:
    """A metric that aliases the state would change under the reader's eyes."""
    run = Session(lab, opening(lab))
    assert equal(numbers(*(advance(run, 1) for _ in range(STEPS))), straight(lab))


@every_run
def test_drawing_every_step_changes_nothing(lab: AnyLab) -> None:
    run = Session(lab, opening(lab))
    assert equal(numbers(*(advance(run, 1, frame=True) for _ in range(STEPS))), straight(lab))


@every_run
def test_saving_and_restoring_in_the_middle_changes_nothing(lab: AnyLab) -> None:
    run = Session(lab, opening(lab))
    head = advance(run, STEPS // 2, keyframe=True)
    saved = head.keyframes[0].checkpoint
    again = Session(lab, opening(lab, checkpoint=saved, replay_to=saved.step))
    assert equal(numbers(head, advance(again, STEPS - STEPS // 2)), straight(lab))
    assert again.draw() == Session(lab, opening(lab)).advance(Order("r", 0, 60.0, STEPS, frame=True)).frame


@every_run
def test_foreign_random_numbers_change_nothing(lab: AnyLab) -> None:
    run = Session(lab, opening(lab))
    parts = []
    for i in range(STEPS):
        torch.manual_seed(i)
        np.random.seed(i)
        random.seed(i)
        parts.append(advance(run, 1))
    assert equal(numbers(*parts), straight(lab))


@every_preset
def test_every_preset_runs(lab: AnyLab, preset: Preset) -> None:
    p = lab.Params(**preset.params)
    if lab.instant:
        assert first_frame(lab, p.model_dump(mode="json"), 0, {})
        return
    run = Session(lab, opening(lab, params=dict(preset.params)))
    part = run.advance(Order("r", 0, 60.0, STEPS, frame=True))
    assert part.failure is None or part.failure.kind == "diverged"
    assert part.frame is not None
    assert_drawn(lab, lab.figures(p), lab.draw(run.state, run.p))


@every_lab
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_it_has_a_lesson(lab: AnyLab, lang: str) -> None:
    text = lesson(lab, lang)
    assert text.startswith("# ")
    assert text.count("```question") >= 3
    assert bool(CHINESE.search(text)) == (lang == "zh")


def test_every_part_in_use_is_in_both_languages() -> None:
    for part, title in PARTS.items():
        assert_both(title, part)


def test_the_base_refuses_what_an_instant_lab_lacks() -> None:
    lab = next(lab for lab in ALL if lab.instant)
    with pytest.raises(TypeError, match="no step"):
        Lab.step(lab, None, lab.Params())


def test_a_list_of_objects_changes_as_its_fields_do() -> None:
    """A row's live field is live although adding a row is structural."""

    class Row(Params):
        name: str = Field("a", max_length=9, json_schema_extra=structural())
        rate: float = Field(0.1, ge=0, le=1, json_schema_extra=live())

    class Rows(LabParams):
        rows: tuple[Row, ...] = Field((Row(), Row()), min_length=1, max_length=3, json_schema_extra=structural())

    old = Rows()
    refuse_structural("r", old, Rows(rows=(Row(), Row(rate=0.5))))
    with pytest.raises(Problem, match=r"params\.rows\.1\.name"):
        refuse_structural("r", old, Rows(rows=(Row(), Row(name="b"))))
    with pytest.raises(Problem, match=r"params\.rows:"):
        refuse_structural("r", old, Rows(rows=(Row(),)))
