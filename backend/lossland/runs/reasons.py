"""Why a run waits, has ended or is refused something, in both languages."""

from __future__ import annotations

from pydantic import ValidationError

from lossland.lab.text import Refused, T
from lossland.runs.errors import EngineError
from lossland.runs.messages import Failure, RunState

Message = dict[str, str]

STATES: dict[RunState, T] = {
    "queued": T("queued", "启动中"),
    "playing": T("playing", "运行中"),
    "paused": T("paused", "已暂停"),
    "done": T("done", "已完成"),
    "diverged": T("diverged", "已发散"),
    "failed": T("failed", "失败"),
}


def message(said: T) -> Message:
    """A sentence as it is stored with a run."""
    return {"en": str(said), "zh": said.zh}


def why(error: Exception) -> T:
    """What an error says; in both languages where it was raised with both."""
    if isinstance(error, Refused | EngineError):
        return error.said
    if isinstance(error, ValidationError):
        said = [_why_invalid(str(item["msg"]), item.get("ctx", {}).get("error")) for item in error.errors()]
        places = [".".join(map(str, item["loc"])) for item in error.errors()]
        pairs = list(zip(places, said, strict=True))
        return T(
            "; ".join(f"{place}: {text}" if place else text for place, text in pairs),
            "；".join(f"{place}：{text.zh}" if place else text.zh for place, text in pairs),
        )
    text = str(error) or type(error).__name__
    return T(text, text)


def _why_invalid(text: str, cause: object) -> T:
    return cause.said if isinstance(cause, Refused) else T(text, text)


def ended(run: str, state: RunState) -> T:
    """Why a run that is over is not driven on."""
    name = STATES[state]
    return T(
        f"run {run} has ended ({name}): it can be viewed, and forked at an earlier step, not driven on",
        f"运行 {run} 已结束 ({name.zh})：可以查看，也可以从较早的步分支，但不能继续",
    )


def no_keyframe(run: str, step: int) -> T:
    """Why a step of a run can be neither shown nor forked at."""
    return T(f"run {run} has no keyframe at or before step {step}", f"运行 {run} 在第 {step} 步及之前没有关键帧")


def changed_source(lab: str, run: str) -> T:
    """Why a run goes on no more."""
    return T(
        f"the source of {lab} has changed since run {run} began: it can only be viewed",
        f"实验 {lab} 的源代码在运行 {run} 开始后已更改：只能查看",
    )


def finished(step: int, max_steps: int) -> Message:
    """Why a run came to its end."""
    if step >= max_steps:
        return message(
            T(f"It has made its last step: max_steps is {max_steps}.", f"已到最后一步：max_steps 为 {max_steps}。")
        )
    return message(T("The experiment has reached its end.", "实验已到达终点。"))


def failure_message(failure: Failure) -> Message:
    """What happened, in words, naming the step and the tensor."""
    if failure.kind == "diverged":
        en, zh = (f"{title} ({failure.tensor})" for title in failure.title) if failure.title else [failure.tensor] * 2
        return message(
            T(
                f"Diverged at step {failure.step}: {en} is no longer finite. If the curves rose step by step before, a "
                "smaller learning rate may help; if not, the data or the start values are too large.",
                f"在第 {failure.step} 步发散：{zh} 不再是有限数。若此前曲线逐步上升，可试试更小的学习率；否则是数据或初始值过大。",
            )
        )
    return message(
        T(f"Failed at step {failure.step}: {failure.detail}", f"在第 {failure.step} 步失败：{failure.detail}")
    )
