"""What goes in and out, as OpenAPI shows it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from lossland.api.problems import Text
from lossland.lab import Metric, Moment, Pace, Prediction, Preset, Tour
from lossland.lab.views import Figure
from lossland.runs.messages import Device, RunState

JsonObject = dict[str, JsonValue]
Seed = Annotated[int, Field(ge=0, le=2**32 - 1)]
Step = Annotated[int, Field(ge=0, le=2**53 - 1)]
RunId = Annotated[str, Path(max_length=64, pattern="^[A-Za-z0-9_-]+$", examples=["yK3nRb0wT6mXo2fQ"])]
Slug = Annotated[str, Path(examples=["linear-regression"])]
StepPath = Annotated[int, Path(ge=0, le=2**53 - 1)]

PARAMS = {"data": {"kind": "diabetes", "feature": "bmi"}, "lr": 0.1}


class Request(BaseModel):
    """Base of request bodies: nothing unknown, nothing converted."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class FrameRequest(Request):
    """Which picture to draw."""

    params: JsonObject = Field({}, description="Parameters laid over the defaults.", examples=[{"z": -2.0}])
    seed: Seed = 0
    figures: bool = Field(False, description="Also the figures that the arrays go into.")


class RunRequest(Request):
    """A new run."""

    lab: str = Field(max_length=64, examples=["linear-regression"])
    params: JsonObject = Field({}, description="Parameters laid over the defaults.", examples=[PARAMS])
    seed: Seed = 0
    play: bool = Field(True, description="Begin at once.")
    watched: bool = Field(False, description="Pause 60 s after the last reader of its events has left.")
    device: Device = "auto"
    name: str | None = Field(None, max_length=200)
    speed: float | None = Field(None, ge=1e-3, le=1e6, description="Steps a second; null is as fast as it goes.")
    max_steps: int | None = Field(None, ge=1, le=10_000_000, description="The run ends after this step.")


class RunPatch(Request):
    """What a run is called, and whether it is kept; what is left out stays."""

    name: str | None = Field(None, max_length=200, examples=["with momentum"])
    pinned: bool = Field(False, description="Never removed to make room.")


class ControlRequest(Request):
    """What a run shall do."""

    action: Literal["play", "pause", "step", "stop"] | None = Field(None, examples=["pause"])
    steps: int = Field(1, ge=1, le=100_000, description="For `step`: how many updates.")
    speed: float | None = Field(None, ge=1e-3, le=1e6, description="Steps a second; null is as fast as it goes.")


class ParamsRequest(Request):
    """New values of live or view parameters."""

    params: JsonObject = Field(description="Top-level parameters to replace.", examples=[{"lr": 0.01}])


class ActionRequest(Request):
    """One of the lab's actions."""

    action: JsonObject = Field(examples=[{"kind": "set_weights", "a": 1.0, "b": 2.0}])


class ForkRequest(Request):
    """Where to fork and what to change."""

    step: Step = Field(description="The child starts at the keyframe at or before this step.", examples=[100])
    params: JsonObject = Field({}, description="Live or view parameters to replace.", examples=[{"lr": 0.01}])


class Run(BaseModel):
    """A run as it stands."""

    id: str = Field(examples=["yK3nRb0wT6mXo2fQ"])
    lab: str = Field(examples=["linear-regression"])
    name: str | None
    params: JsonObject = Field(description="In force now.")
    start_params: JsonObject = Field(description="What the run started with.")
    seed: int
    state: RunState
    step: int
    device: str
    parent: str | None = Field(description="The run this one was forked from.")
    fork_step: int | None
    message: Text | None = Field(description="Why it is in this state.")
    speed: float | None
    watched: bool
    max_steps: int
    numerics: str | None = Field(examples=["torch 2.13.0+cpu, cpu AVX2, 1 thread"])
    datasets: list[str]
    created: datetime
    updated: datetime
    revision: int = Field(description="Grows with every change: of two looks at a run the greater is the later.")
    pinned: bool = Field(description="Never removed to make room.")
    resumable: bool = Field(description="False when the lab's source has changed since the run began.")


class CodeFile(BaseModel):
    """A file of what a lab computes."""

    name: str = Field(examples=["experiment.py"], description="Its place, from the lab's folder or from the package.")
    text: str


class LabSummary(BaseModel):
    """A line of the catalogue."""

    slug: str
    part: str
    title: Text
    part_title: Text
    summary: Text
    question: Text
    topics: list[Text] = Field(description="Exam topics that the lab covers.")
    instant: bool = Field(description="No steps: a parameter change asks for one frame.")


class TypedArray(BaseModel):
    """Little-endian numbers in base64, as Plotly reads them."""

    dtype: Literal["f4", "u1", "i2", "i4"]
    bdata: str
    shape: str | None = Field(None, description="Absent for one dimension.", examples=["41,41"])


class Frame(BaseModel):
    """One picture: arrays by view and name."""

    step: int
    views: dict[str, dict[str, TypedArray]]
    metrics: dict[str, float] | None = Field(
        None, description="Of the state as it stands, where no step was made: a start, or what was changed at rest."
    )
    figures: dict[str, Figure] | None = None


class Miniature(BaseModel):
    """A view of a lab at one or several moments of real runs, small."""

    view: str
    figure: Figure
    frames: list[dict[str, TypedArray]] = Field(description="Each has the arrays that differ from those before.")


class Lab(LabSummary):
    """All that the page needs to show a lab before any worker is there."""

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True)

    json_schema: dict[str, Any] = Field(alias="schema", description="JSON Schema of the parameters, with `x-lossland`.")
    defaults: dict[str, Any]
    presets: list[Preset]
    layout: list[list[str | list[str]]]
    drives: str = Field(description="The parameter that moves the main picture most.")
    speed: float | None = Field(
        description="Steps a second that the page's Play begins with; null is as fast as it goes."
    )
    top_speed: float | None = Field(description="Steps a second beyond which the page does not go by itself.")
    paces: list[Pace] = Field(description="Where parameters have certain values, the first that holds counts instead.")
    at_once: dict[str, list[str]] = Field(
        description="Where all of these parameters have one of their values there is nothing to play; never if empty."
    )
    moments: list[Moment] = Field(description="What is worth slowing down for, in the order of the lab.")
    metrics: dict[str, Metric]
    actions: dict[str, Any] | None
    predictions: dict[str, Prediction] = Field(description="By preset; '' is asked with the defaults.")
    tour: Tour | None
    figures: dict[str, Figure]
    frame: Frame
    lesson: Text


class Metrics(BaseModel):
    """Scalars by step; null where a metric is absent."""

    steps: list[int]
    series: dict[str, list[float | None]] = Field(examples=[{"train_loss": [0.9, 0.8]}])


class MetricsAt(BaseModel):
    """Each metric's last value by a step."""

    step: int = Field(description="The step asked for, or the last one that is stored.")
    metrics: dict[str, float] = Field(examples=[{"train_loss": 0.8}])


class KeyframeStep(BaseModel):
    """A place on the timeline."""

    step: int


class LogLine(BaseModel):
    """A change and the step after which it was applied."""

    step: int
    kind: Literal["params", "action"]
    value: dict[str, Any] = Field(description="The parameters that were replaced, or the action.")


class AssetFile(BaseModel):
    """A file of an asset."""

    name: str
    addresses: list[str] = Field(description="Where its publisher has it; the next is tried where one fails.")
    size: int | None = Field(description="Bytes; null where nobody has published them.")
    pinned_by: Literal["sha256", "md5", "commit"] = Field(description="A published hash, else a Git commit.")
    pin: str = Field(description="The hash or the commit.")


class AssetInfo(BaseModel):
    """A real data set or weights that can be fetched."""

    name: str = Field(examples=["mnist"])
    title: Text
    about: Text
    kind: Literal["data set", "weights", "paintings", "pairs", "vectors"]
    format: str
    licence: Text
    attribution: Text
    size: int | None = Field(description="Bytes of all files; null where one is not known before it is fetched.")
    limit: int = Field(description="Bytes after which fetching stops.")
    files: list[AssetFile]
    state: Literal["here", "fetching", "absent", "failed"]
    bytes: int = Field(description="That are here, or have come so far.")
    message: Text | None = Field(description="Why it failed.")


class Assets(BaseModel):
    """All that can be fetched."""

    owner: bool = Field(
        description="Whether you may fetch and remove: where the server listens to its own machine only."
    )
    assets: list[AssetInfo]


class Health(BaseModel):
    """Whether the server is there and what it has."""

    version: str
    plotly_js: str = Field(description="Where the page finds plotly.js.", examples=["/plotly-3.7.0.min.js"])
    ready: bool = Field(description="A worker is warm.")
    workers: int
    device: str | None = Field(description="What the first worker computes on.")
    live_runs: int
    hosts: list[str] = Field(description="Under which others reach the server; none where it listens to itself only.")


class Token(BaseModel):
    """A bearer token: who sends it holds the runs made with it."""

    token: str
