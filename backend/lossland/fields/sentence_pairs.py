"""Pairs of sentences: where they come from, and how they are cut into tokens."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

import torch
from pydantic import Field

from lossland.algorithms.sequences.plain_tokens import cut
from lossland.assets.here import files_of
from lossland.datasets.dates import dates
from lossland.datasets.embedded import embedded
from lossland.datasets.pairs import Pair
from lossland.datasets.phrases import phrases
from lossland.lab import Params, Refused, T, structural
from lossland.uploads.pairs import PairsRef
from lossland.uploads.tatoeba import read_tatoeba

LEAST_PAIRS, MOST_TOKENS = 20, 60
"""Pairs that are needed; tokens of a side: longer ones are left out."""
Cut = Literal["words", "characters", "pieces"]
Language = Literal["french", "chinese"]
FETCHED = {"french": "tatoeba-fra-eng", "chinese": "tatoeba-cmn-eng"}


class GeneratedPhrases(Params):
    """A grammar, not real French."""

    kind: Literal["phrases"] = "phrases"


class WrittenDates(Params):
    """Dates as people write them, and in ISO."""

    kind: Literal["dates"] = "dates"


class Tatoeba(Params):
    """Real sentences that have to be fetched."""

    kind: Literal["tatoeba"] = "tatoeba"
    language: Language = Field(
        "french",
        title=T("From", "源语言"),
        description=T("Into English, in pieces of words.", "译成英语，按词片切分。"),
        json_schema_extra=structural(
            options={"french": T("French", "法语"), "chinese": T("Chinese", "汉语")}, assets=FETCHED
        ),
    )


class OwnPairs(Params):
    """A file of the user's."""

    kind: Literal["own"] = "own"
    file: PairsRef = Field(
        title=T("Pairs", "句对"),
        description=T("An uploaded file of pairs, by its hash.", "已上传的句对文件，以哈希值引用。"),
        json_schema_extra=structural(),
    )
    cut: Cut = Field(
        "words",
        title=T("Tokens", "词元"),
        description=T(
            "Words; single characters; or pieces of words by byte-pair encoding, learned from the pairs.",
            "按词；按单个字符；或按字节对编码 (BPE) 从句对中学到的词片。",
        ),
        json_schema_extra=structural(
            options={
                "words": T("words", "词"),
                "characters": T("characters", "字符"),
                "pieces": T("pieces of words (BPE)", "词片 (BPE)"),
            }
        ),
    )


PairSource = Annotated[GeneratedPhrases | WrittenDates | Tatoeba | OwnPairs, Field(discriminator="kind")]


def pairs_field(**hints: Any) -> Any:
    """A `PairSource` parameter that begins with the generated grammar."""
    options = {
        "phrases": T("generated French", "生成的法语"),
        "dates": T("dates", "日期"),
        "tatoeba": T("real sentences", "真实句对"),
        "own": T("your own", "自己的"),
    }
    return Field(
        GeneratedPhrases(),
        title=T("Data", "数据"),
        description=T(
            "A generated grammar, not real French; dates, character by character; real sentences, or a file of your own.",
            "由语法生成，不是真实的法语；日期，逐字符处理；真实句对，或自己的文件。",
        ),
        json_schema_extra=structural(options=options, **hints),
    )


def drawn_pairs(source: PairSource, count: int, rng: torch.Generator) -> list[Pair]:
    """At most so many, in random order. Raises `Refused` where there are fewer than `LEAST_PAIRS`."""
    match source:
        case GeneratedPhrases():
            return phrases(count, rng)
        case WrittenDates():
            return [Pair(each.source, each.target) for each in dates(count, rng)]
        case Tatoeba():
            known = list(tatoeba(source.language))
        case _:
            if source.file.value is None:
                raise Refused(T("the pairs are not loaded", "句对未载入"))
            known = list(source.file.value.pairs)
    kind: Literal["words", "characters"] = "characters" if cut_of(source) == "characters" else "words"
    known = [pair for pair in known if all(len(cut(kind, side)) <= MOST_TOKENS for side in pair)]
    if len(known) < LEAST_PAIRS:
        en = f"{len(known)} pairs of at most {MOST_TOKENS} tokens are too few: {LEAST_PAIRS} are needed"
        raise Refused(T(en, f"至多 {MOST_TOKENS} 个词元的句对只有 {len(known)} 个，太少：至少需要 {LEAST_PAIRS} 个"))
    order = torch.randperm(len(known), generator=rng)[:count].tolist()
    return [Pair(*known[k]) for k in order]


def cut_of(source: PairSource) -> Cut:
    """What a token is."""
    if isinstance(source, OwnPairs):
        return source.cut
    if isinstance(source, Tatoeba):
        return "pieces"
    return "characters" if isinstance(source, WrittenDates) else "words"


@embedded
def tatoeba(language: Language) -> tuple[tuple[str, str], ...]:
    """All pairs that were fetched, English last. Raises `Refused` where they were not."""
    return read_once(next(iter(files_of(FETCHED[language]).values())))


@lru_cache(maxsize=2)
def read_once(path: Path) -> tuple[tuple[str, str], ...]:
    """The pairs of a file."""
    return tuple(read_tatoeba(path))
