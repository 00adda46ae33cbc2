"""Why a run waits or has ended, in both languages, as it is stored with the run."""

from __future__ import annotations

from lossland.runs.messages import Failure

Message = dict[str, str]


def message(en: str, zh: str) -> Message:
    """A sentence in both languages."""
    return {"en": en, "zh": zh}


def failure_message(failure: Failure) -> Message:
    """What happened, in words, naming the step and the tensor."""
    if failure.kind == "diverged":
        en, zh = (f"{title} ({failure.tensor})" for title in failure.title) if failure.title else [failure.tensor] * 2
        return message(
            f"Diverged at step {failure.step}: {en} is no longer finite. A smaller learning rate may help.",
            f"在第 {failure.step} 步发散：{zh} 不再是有限数。试试更小的学习率。",
        )
    return message(f"Failed at step {failure.step}: {failure.detail}", f"在第 {failure.step} 步失败：{failure.detail}")
