"""What is looked at in the recurrent lab."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lossland.lab import LabParams, T, structural

STUDIES = {
    "agreement": T("Agreement across a gap", "跨越间隔的一致"),
    "language": T("A language model, trained", "语言模型 (训练)"),
    "names": T("Names, read both ways", "双向读人名"),
    "adding": T("Adding problem", "加法问题"),
    "unrolled": T("Five layouts, unrolled", "五种结构的展开图"),
}
Study = Literal["agreement", "language", "names", "adding", "unrolled"]
AGREEMENT, LANGUAGE, NAMES, ADDING, UNROLLED = ({"study": [name]} for name in STUDIES)
"""Where a control is shown."""
ONE_CELL = {"study": ["language", "names"]}
"""Studies in which all cells are of one kind."""
SIDE_BY_SIDE = {"study": ["agreement", "adding"]}
"""Studies in which RNN, GRU and LSTM learn from the same batches."""
TRAINED = {"study": [name for name in STUDIES if name != "unrolled"]}
"""Studies of networks that learn; in the other there is nothing to play."""
WAYS = {"forth": T("forwards", "单向"), "both": T("both ways", "双向")}
WAY_ROLES = {"forth": "class-0", "both": "class-1"}
CELLS = {"rnn": T("RNN", "RNN"), "gru": T("GRU", "GRU"), "lstm": T("LSTM", "LSTM")}


class StudyParams(LabParams):
    """Of everything in this lab."""

    study: Study = Field(
        "agreement",
        title=T("Look at", "看什么"),
        description=T("What is learned, and what the pictures are about.", "学什么，图讲什么。"),
        json_schema_extra=structural(options=STUDIES),
    )
