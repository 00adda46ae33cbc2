"""What is asked and answered."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from lossland.lab.text import Refused, T

MOST_CHARACTERS, MOST_TEXTS, MOST_TOKENS = 1000, 32, 200
SPACES = "\t\n\r"


def readable(text: str | list[str]) -> str | list[str]:
    """One text or several. Raises `Refused` for none, too many, an empty or too long one, and for control characters."""
    if isinstance(text, str):
        _check(text, T("the text", "文本"))
    elif not 1 <= len(text) <= MOST_TEXTS:
        en = f"{len(text)} texts are not allowed: 1 to {MOST_TEXTS} are"
        raise Refused(T(en, f"不允许 {len(text)} 个文本：允许 1 到 {MOST_TEXTS} 个"))
    else:
        for number, each in enumerate(text, 1):
            _check(each, T(f"text {number}", f"第 {number} 个文本"))
    return text


def _check(text: str, name: T) -> None:
    if not text.strip():
        raise Refused(T(f"{name} is empty", f"{name.zh}为空"))
    if len(text) > MOST_CHARACTERS:
        en = f"{name} has {len(text)} characters; at most {MOST_CHARACTERS} are allowed"
        raise Refused(T(en, f"{name.zh}有 {len(text)} 个字符；最多允许 {MOST_CHARACTERS} 个"))
    bad = next((sign for sign in text if unicodedata.category(sign) in ("Cc", "Cs") and sign not in SPACES), None)
    if bad is not None:
        en = f"{name} has the control character U+{ord(bad):04X}"
        raise Refused(T(en, f"{name.zh}含有控制字符 U+{ord(bad):04X}"))


class TranslateOptions(BaseModel):
    """Which network translates, and how it searches."""

    model_config = ConfigDict(extra="forbid", protected_namespaces=())

    model: str = Field("french", max_length=100, description="One that translates, from `GET models`.")
    beam_width: int = Field(5, ge=1, le=20, description="B: hypotheses that are kept; 1 is greedy.")
    alpha: float = Field(0.7, ge=0, le=1, description="Scores are sum log P / T^alpha; 1 is the mean, 0 the sum.")
    max_length: int = Field(100, ge=1, le=MOST_TOKENS, description="Tokens of a translation, at most.")
    n_best: int = Field(1, ge=1, le=20, description="How many translations of each text, the best first.")
    tree: bool = Field(False, description="Whether each step of the search is told.")


class TranslateRequest(TranslateOptions):
    """What is this in the other language?"""

    text: Annotated[str | list[str], AfterValidator(readable)] = Field(
        description=f"One text or up to {MOST_TEXTS}, each of at most {MOST_CHARACTERS} characters.",
        examples=["Jane visite l'Afrique en septembre."],
    )


class Translation(BaseModel):
    """One translation."""

    text: str
    tokens: list[str] = Field(description="As the network says them; U+2581 begins a word, </s> is the end.")
    log_probabilities: list[float] = Field(description="ln P of each token, given the source and the tokens before it.")
    log_probability: float = Field(description="Their sum.")
    score: float = Field(description="By which translations are ranked: the sum / T^alpha.")
    finished: bool = Field(description="Whether it came to its end within `max_length`.")
    attention: list[list[float]] = Field(
        description="A row for each token: what it takes of each source token; the mean of the last layer's heads. Rows sum to 1."
    )


class Candidate(BaseModel):
    """A continuation that a step of the search looked at."""

    parent: int = Field(description="Its place in the beam before the step.")
    token: str
    text: str = Field(description="All that was said up to it.")
    log_probability: float = Field(description="Of the token.")
    total: float = Field(description="Of all tokens up to it.")
    kept: int | None = Field(description="Its place in the beam after the step; None where it was dropped or ended.")
    ended: bool = Field(description="Whether it ended and stands beside the beam.")


class Translated(BaseModel):
    """One text."""

    source: list[str] = Field(description="Its tokens, with the end.")
    unknown: list[str] = Field(description="Pieces of the text that the network does not know.")
    translations: list[Translation]
    tree: list[list[Candidate]] | None = Field(
        None, description="For each step the 2 B best continuations, the best first."
    )


class TranslateAnswer(BaseModel):
    """The texts in their order."""

    model: str
    texts: list[Translated]
