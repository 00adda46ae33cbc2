"""What is asked and answered."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from lossland.inference.pictures import ImageFile
from lossland.lab.text import T


class ClassifyOptions(BaseModel):
    """Which network answers, and how much."""

    model_config = ConfigDict(extra="forbid", protected_namespaces=())

    model: str = Field("imagenet", max_length=100, description="A classifier from `GET models`.")
    top: int = Field(5, ge=1, le=100, description="How many classes are told, the most probable first.")


class ClassifyRequest(ClassifyOptions):
    """What is on this picture?"""

    image: ImageFile


class ClassProbability(BaseModel):
    """One class."""

    index: int = Field(description="Its number in the network.")
    label: str = Field(examples=["Egyptian cat"])
    title: T = Field(description="The label in both languages.")
    probability: float = Field(ge=0, le=1)


class ClassifyAnswer(BaseModel):
    """The most probable classes."""

    model: str
    classes: list[ClassProbability]
