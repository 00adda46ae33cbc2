"""Why a run waits, has ended or is refused something, in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import ValidationError

from lossland.lab.numbers import told
from lossland.lab.text import Refused, T
from lossland.runs.blocks import rose
from lossland.runs.errors import EngineError, LabFault, StartRefused
from lossland.runs.messages import Block, Failure, Numerics, RunState

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
        return invalid(error)
    text = str(error) or type(error).__name__
    return T(text, text)


def invalid(error: ValidationError) -> T:
    """What does not fit, by field and value."""
    said = [_why_invalid(str(item["msg"]), item.get("ctx", {}).get("error")) for item in error.errors()]
    places = [".".join(map(str, item["loc"])) for item in error.errors()]
    values = [repr(item["input"])[:200] for item in error.errors()]
    found = list(zip(places, values, said, strict=True))
    return T(
        "; ".join(f"{place}: {value}: {text}" for place, value, text in found),
        "；".join(f"{place}：{value}：{text.zh}" for place, value, text in found),
    )


def _why_invalid(text: str, cause: object) -> T:
    return cause.said if isinstance(cause, Refused) else T(text, text)


def ended(run: str, state: RunState) -> T:
    """Why a run that is over is not driven on."""
    name = STATES[state]
    return T(
        f"run {run} has ended ({name}): it can be viewed, and forked at an earlier step, not driven on",
        f"运行 {run} 已结束 ({name.zh})：可以查看，也可以从较早的步分支，但不能继续",
    )


def no_run(run: str) -> T:
    """There is none of this id, or it has been deleted."""
    return T(f"there is no run {run!r}", f"没有运行 {run!r}")


def no_keyframe(run: str, step: int) -> T:
    """Why a step of a run can be neither shown nor forked at."""
    return T(f"run {run} has no keyframe at or before step {step}", f"运行 {run} 在第 {step} 步及之前没有关键帧")


def no_fork(run: str, last: int) -> T:
    """Why the last step of a run is not forked at."""
    return T(
        f"step {last} is the last of run {run} (max_steps): a fork of it could not go on; fork at an earlier step",
        f"第 {last} 步是运行 {run} 的最后一步 (max_steps)：由此分支无法继续；请选择更早的步",
    )


def changed_source(lab: str, run: str) -> T:
    """Why a run goes on no more."""
    return T(
        f"the source of {lab} has changed since run {run} began: it can only be viewed",
        f"实验 {lab} 的源代码在运行 {run} 开始后已更改：只能查看",
    )


def other_numerics(was: Numerics, now: Numerics) -> T:
    """Why a run does not go on: its numbers would not be the same."""
    return T(
        f"the run was computed on {was}; the workers here compute on {now}",
        f"此次运行在 {was} 上计算；这里的计算进程使用 {now}",
    )


def not_taken_up(seconds: float) -> T:
    """Why a caller waits no longer."""
    return T(
        f"no worker has taken this up within {told(seconds)} s; try again",
        f"{told(seconds)} 秒内没有计算进程接手；请重试",
    )


def not_drawn(lab: str) -> T:
    """Why there is no start picture."""
    return T(
        f"the frame of {lab} could not be drawn: its worker was lost twice",
        f"无法绘制 {lab} 的图像：计算进程两次丢失",
    )


def failed(error: Exception) -> Message:
    """What a run ends with that an error has met."""
    if isinstance(error, StartRefused):
        return message(T(f"The run could not start: {error.said}", f"运行无法开始：{error.said.zh}"))
    if isinstance(error, LabFault):
        return message(T(f"The lab's own code failed: {error}", f"实验自身的代码出错：{error}"))
    said = getattr(error, "said", None)
    return message(said if isinstance(said, T) else T(f"Internal error: {error}", f"内部错误：{error}"))


def worker_lost(times: int, error: Exception) -> Message:
    """Why a run is not taken up once more."""
    return message(
        T(
            f"The worker was lost {times} times without progress: {error}",
            f"计算进程连续 {times} 次丢失且没有进展：{error}",
        )
    )


STOPPED = message(T("Stopped.", "已停止。"))


def finished(step: int, max_steps: int) -> Message:
    """Why a run came to its end."""
    if step >= max_steps:
        return message(T(f"It has made all of its {told(max_steps)} steps.", f"{told(max_steps)} 步已全部完成。"))
    return message(T("The experiment has reached its end.", "实验已到达终点。"))


def failure_message(failure: Failure, before: Sequence[Block] = ()) -> Message:
    """What happened, in the words of the page: the step, and the metric that is no number any more where one is.

    `before` are the metrics of the steps before.
    """
    step = told(failure.step)
    if failure.kind == "diverged":
        en, zh = failure.title or ("", "")
        what = T(f"“{en}” is", f"“{zh}”") if failure.title else T("the parameters are", "参数")
        cause = _cause(failure, before)
        return message(
            T(
                f"Diverged at step {step}: {what} no longer finite. {cause}",
                f"在第 {step} 步发散：{what.zh}不再是有限数。{cause.zh}",
            )
        )
    return message(T(f"Failed at step {step}: {failure.detail}", f"在第 {step} 步失败：{failure.detail}"))


def _cause(failure: Failure, before: Sequence[Block]) -> T:
    """What the steps before tell of it."""
    if failure.step == 1:
        return T(
            "It was the first update: the data, the start values or the learning rate are too large.",
            "这是第一次更新：数据、初始值或学习率过大。",
        )
    if rose(before, failure.falling):
        return T(
            "The error had risen step by step: the steps are too large. A smaller learning rate or gain may help.",
            "此前误差逐步上升：步长过大。可试试更小的学习率或增益。",
        )
    return T(
        "A single step made it so: a logarithm of 0, a division by 0, or a step far too large.",
        "一步之内即变成这样：对 0 取对数、除以 0，或步长远远过大。",
    )
