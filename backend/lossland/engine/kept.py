"""Models that users keep: made from a checkpoint of a run, and asked like those that ship."""

from __future__ import annotations

import re
from collections.abc import Mapping

from safetensors.torch import save

from lossland.engine import codec
from lossland.engine.references import Assets
from lossland.engine.trajectory import Trajectory
from lossland.inference.networks import Network, network
from lossland.lab.params import LabParams
from lossland.lab.text import Refused, T
from lossland.lab.trained import KeptModel
from lossland.models.weights import digest, fill
from lossland.registry import labs
from lossland.runs.messages import Model, Opening

ID = re.compile("[0-9a-f]{64}")
MOST_BUILT = 8


def model_of(name: str, opening: Opening, assets: Mapping[str, object]) -> Model:
    """What a run has trained at its checkpoint. Raises `Refused` where that holds numbers that are not finite."""
    lab = labs()[opening.lab]
    run = Trajectory(lab, opening, assets)
    with run.randomness:
        trained = lab.trained(run.state, run.p)
        metrics = lab.measure(run.state, run.p)
    bad = codec.first_nonfinite(run.state)
    if bad is not None:
        raise Refused(T(f"{bad} is not finite: such a model is not kept", f"{bad} 不是有限数：不保存这样的模型"))
    tensors = codec.weights(run.state) if trained is None else trained.net.state_dict()
    parameters = tensors.values() if trained is None else trained.net.parameters()
    content = bytes(save({name: tensor.detach().cpu().contiguous().clone() for name, tensor in tensors.items()}))
    return Model(
        name=name,
        lab=opening.lab,
        run=opening.run,
        step=run.step,
        seed=opening.seed,
        params=opening.start_params,
        task=None if trained is None else trained.task,
        classes=() if trained is None else tuple((str(name), name.zh) for name in trained.classes),
        parameters=sum(tensor.numel() for tensor in parameters),
        quality={name: float(value) for name, value in metrics.items()},
        sha256=digest(content),
        size=len(content),
        content=content,
    )


class KeptNetworks:
    """The networks that a worker can ask: those by name, and kept ones by id, each built once."""

    def __init__(self, assets: Assets) -> None:
        self._assets = assets
        self._built: dict[str, Network] = {}
        """The longest unused first."""

    def network(self, name: str, *, complete: bool) -> Network:
        """The network of a name or an id. Raises `AssetsMissing` for an id that nobody has sent yet, unless all was sent
        that there is (`complete`); `Refused` where there is none."""
        if not ID.fullmatch(name):
            return network(name)
        if name not in self._built:
            kept = self._assets.one(name, complete=complete)
            if not isinstance(kept, KeptModel):
                raise Refused(T("this model has been deleted", "该模型已被删除"))
            self._built[name] = network_of(kept)
        self._built[name] = self._built.pop(name)
        while len(self._built) > MOST_BUILT:
            del self._built[next(iter(self._built))]
        return self._built[name]


def network_of(model: KeptModel) -> Network:
    """The network that a kept model is. Raises `Refused` where its lab is gone or builds another one now."""
    lab = labs().get(model.lab)
    if lab is None or model.task is None:
        raise Refused(
            T(f"{model.name} cannot be asked: its lab reads no pictures", f"{model.name} 无法使用：其实验不读取图片")
        )
    p: LabParams = lab.Params.model_validate(dict(model.params))
    reader = lab.reader(p, model.classes)
    fill(reader.net, model.tensors)
    return Network(model.name, model.classes, reader.read)
