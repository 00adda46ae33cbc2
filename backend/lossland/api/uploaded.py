"""What was uploaded, as it goes out."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from lossland.api.problems import Text


class Uploaded(BaseModel):
    """Something that was uploaded."""

    id: str = Field(
        description="SHA-256 of its content: what a lab's parameter for a table, a picture, labelled pictures, vectors or a text takes."
    )
    name: str
    created: datetime
    notes: list[Text] = Field([], description="How it was read: told once, in the answer to the upload.")


class TableInfo(Uploaded):
    """An uploaded table."""

    kind: Literal["table"]
    columns: list[str]
    words: dict[str, list[str]] = Field(
        validation_alias="classes",
        description="The words of each column that names classes; every other column holds numbers.",
        examples=[{"species": ["setosa", "versicolor"]}],
    )
    rows: int


class ImageInfo(Uploaded):
    """An uploaded picture, as it is kept."""

    kind: Literal["image"]
    width: int
    height: int


class PicturesInfo(Uploaded):
    """Uploaded pictures with labels, as they are kept."""

    kind: Literal["pictures"]
    classes: list[str] = Field(examples=[["cat", "dog"]])
    counts: list[int] = Field(description="How many pictures each class has.", examples=[[30, 30]])
    channels: int = Field(description="1 where all pictures are grey, else 3.")
    height: int
    width: int


class VectorsInfo(Uploaded):
    """Uploaded vectors of words."""

    kind: Literal["vectors"]
    words: int = Field(description="How many have a vector.")
    width: int = Field(description="Numbers of each vector.")


class TextInfo(Uploaded):
    """An uploaded text."""

    kind: Literal["text"]
    words: int = Field(description="About so many.")


class PairsInfo(Uploaded):
    """Uploaded pairs of sentences."""

    kind: Literal["pairs"]
    pairs: int = Field(description="How many.")


DatasetInfo = Annotated[
    TableInfo | ImageInfo | PicturesInfo | VectorsInfo | TextInfo | PairsInfo, Field(discriminator="kind")
]
