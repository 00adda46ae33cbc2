from __future__ import annotations

import io
import pickle

import pytest
import torch
from torch import Tensor

from lossland.algorithms.vision.fastestdet import FastestDet
from lossland.lab.text import Refused
from lossland.models.coco.load import our_name, read_coco
from lossland.models.names import class_names


def published() -> dict[str, tuple[int, ...]]:
    """Names and shapes of the convolutions in the published file, as they stand there."""
    shapes: dict[str, tuple[int, ...]] = {"backbone.first_conv.0": (24, 3, 3, 3)}
    for stage, (repeats, half) in enumerate(((4, 24), (8, 48), (4, 96)), 2):
        for unit in range(repeats):
            main = f"backbone.stage{stage}.{unit}.branch_main"
            shapes |= {f"{main}.0": (half, half, 1, 1), f"{main}.3": (half, 1, 3, 3), f"{main}.5": (half, half, 1, 1)}
        side = f"backbone.stage{stage}.0.branch_proj"
        shapes |= {f"{side}.0": (half, 1, 3, 3), f"{side}.2": (half, half, 1, 1)}
    shapes |= {"SPP.Conv1x1.conv1x1.0": (96, 336, 1, 1), "SPP.output.0": (96, 288, 1, 1)}
    shapes |= {f"SPP.S{depth}.{3 * k}": (96, 1, 5, 5) for depth in (1, 2, 3) for k in range(depth)}
    shapes["detect_head.conv1x1.conv1x1.0"] = (96, 96, 1, 1)
    for head, outputs in (("obj", 1), ("reg", 4), ("cls", 80)):
        shapes[f"detect_head.{head}_layers.conv5x5.0"] = (96, 1, 5, 5)
        shapes[f"detect_head.{head}_layers.conv5x5.3"] = (outputs, 96, 1, 1)
    return shapes


def checkpoint() -> dict[str, Tensor]:
    """A file such as the published one with numbers of our own: after each convolution its norm."""
    rng = torch.Generator().manual_seed(0)
    tensors = {}
    for name, shape in published().items():
        tensors[f"{name}.weight"] = torch.randn(shape, generator=rng)
        stem, _, place = name.rpartition(".")
        norm = f"{stem}.{int(place) + 1}"
        for part in ("weight", "bias", "running_mean", "running_var"):
            tensors[f"{norm}.{part}"] = torch.rand(shape[0], generator=rng)
        tensors[f"{norm}.num_batches_tracked"] = torch.tensor(1)
    return tensors


def saved(value: object) -> bytes:
    file = io.BytesIO()
    torch.save(value, file)
    return file.getvalue()


def test_every_tensor_of_the_published_file_has_its_place() -> None:
    tensors = checkpoint()
    assert len(tensors) == 420
    assert {our_name(name) for name in tensors} == FastestDet().state_dict().keys()
    net = FastestDet()
    net.load_state_dict(read_coco(saved(tensors)))
    for name, value in tensors.items():
        assert torch.equal(net.state_dict()[our_name(name)], value)


def test_the_order_of_layers_is_that_of_the_file() -> None:
    assert our_name("SPP.S3.6.weight") == "windows.2.2.conv.weight"
    assert our_name("SPP.S3.7.bias") == "windows.2.2.norm.bias"
    assert our_name("backbone.stage4.0.branch_main.6.running_var") == "stages.2.0.main.2.norm.running_var"
    assert our_name("detect_head.reg_layers.conv5x5.3.weight") == "heads.1.1.conv.weight"
    assert our_name("something.else") == "something.else"


class Harm:
    def __reduce__(self) -> tuple[object, ...]:
        return print, ("the file's code ran",)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not weights",
        saved([1, 2]),
        saved({"a": 1}),
        saved(Harm()),
        pickle.dumps(Harm()),
        saved({1: torch.zeros(1)}),
    ],
)
def test_other_files_are_refused_and_their_code_is_not_run(content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Refused) as caught:
        read_coco(content)
    assert caught.value.said.zh
    assert capsys.readouterr().out == ""


def test_a_tensor_too_few_too_many_or_of_another_shape() -> None:
    tensors = checkpoint()
    del tensors["SPP.output.0.weight"]
    with pytest.raises(Refused, match=r"lack join\.conv\.weight"):
        read_coco(saved(tensors))
    with pytest.raises(Refused, match="no more"):
        read_coco(saved(checkpoint() | {"more": torch.zeros(1)}))
    with pytest.raises(Refused, match=r"heads\.0\.1\.norm\.bias has the shape \(2,\), expected \(1,\)"):
        read_coco(saved(checkpoint() | {"detect_head.obj_layers.conv5x5.4.bias": torch.zeros(2)}))


def test_the_eighty_names() -> None:
    names = class_names("coco")
    assert len(names) == len(set(names)) == len({name.zh for name in names}) == 80
    known = {0: "person", 2: "car", 3: "motorcycle", 15: "cat", 41: "cup", 63: "laptop", 79: "toothbrush"}
    assert {k: names[k] for k in known} == known
    assert (names[0].zh, names[15].zh, names[41].zh) == ("人", "猫", "杯子")
