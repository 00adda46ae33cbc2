"""What is derived from parameters is made by `adopt`, and by nothing else."""

from __future__ import annotations

import torch

from lossland.engine import codec
from lossland.engine.first_frame import FirstFrames, first_frame
from lossland.engine.frames import encode_frame
from lossland.engine.numerics import fix_numerics
from lossland.registry import AnyLab
from tests.support.changed import changed
from tests.support.registry import every_lab


@every_lab
def test_a_changed_parameter_needs_no_new_start(lab: AnyLab) -> None:
    """The frame of a start that adopts a change is that of a start under the changed parameters."""
    fix_numerics()
    for name, p in changed(lab):
        frames = FirstFrames()
        frames.frame(lab, lab.Params(), 3, {})
        kept = frames.frame(lab, p, 3, {})
        assert kept == first_frame(lab, p.model_dump(mode="json"), 3), f"{lab.slug}: {name}"


@every_lab
def test_adopting_twice_changes_no_bit(lab: AnyLab) -> None:
    fix_numerics()
    p = lab.Params()
    s = lab.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
    lab.adopt(s, p, None)
    once = codec.encode(s), encode_frame(0, lab.draw(s, p))
    lab.adopt(s, p, p)
    lab.adopt(s, p, None)
    assert (codec.encode(s), encode_frame(0, lab.draw(s, p))) == once
