"""Every matrix from the query to the output, with its numbers; those that are given can be typed."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Images, Scale, Tile
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.pictures.seen import Seen
from lossland.labs.sequences.attention.state import Attended

NUMBERS = Scale(uid="numbers", title=T("numbers and scores", "数与得分"), colours="signed")
WEIGHTS = Scale(uid="weights", title=T("weights", "权重"), colours="sequential")


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """In the order of the computation; what a study does not have is left out."""
    made, p = seen.s.attended, seen.p
    if made is None:
        return None
    given = {"given": {"X": made.K}, "own": {"K": made.K, "V": made.V}, "self": {}}[p.source]
    arrays: dict[str, Tensor] = {}
    if p.source == "self":
        X = torch.tensor(p.X, dtype=torch.float64).view(3, 2)
        squares = {
            name: torch.tensor(getattr(p, name), dtype=torch.float64).view(2, 2) for name in ("W_Q", "W_K", "W_V")
        }
        arrays |= {"X": X, **squares, "Q": made.Q, "Ks": made.K}
    else:
        arrays |= {"q": torch.tensor([p.q], dtype=torch.float64), **given}
        if p.times != 1:
            arrays["Q"] = made.Q
    if p.score != "dot":
        arrays["W"] = torch.tensor(p.W, dtype=torch.float64).view(2, 2)
    if p.score == "additive":
        arrays["v"] = torch.tensor([p.v], dtype=torch.float64)
    arrays["e"] = made.e
    if p.form == "library":
        arrays["scaled"] = made.scaled
    if p.mask != "none" and p.masked == "before":
        arrays["added"] = made.added
    arrays["alpha"] = made.alpha
    if p.source == "self":
        arrays["Vs"] = made.V
    return arrays | {"out": made.out, "numbers.range": reach(made), "weights.range": torch.tensor([0.0, 1.0])}


def reach(made: Attended) -> Tensor:
    """(2,) about 0, over all but the weights."""
    most = max(float(one.abs().max()) for one in (made.Q, made.K, made.V, made.e, made.out))
    return torch.tensor([-most, most]).clamp(min=-1e6, max=1e6) + torch.tensor([-1e-9, 1e-9])


def tile(uid: str, name: str, chinese: str | None = None, typed: str | None = None, shares: str = "numbers") -> Tile:
    """A table."""
    return Tile(uid=uid, title=T(name, chinese or name), shares=shares, typed=typed, digits=5)


TILES = (
    tile("q", "query q", "查询 q", "q"),
    tile("X", "inputs x", "输入 x", "X"),
    tile("W_Q", "W_Q", typed="W_Q"),
    tile("W_K", "W_K", typed="W_K"),
    tile("W_V", "W_V", typed="W_V"),
    tile("Q", "queries Q", "查询 Q"),
    tile("K", "keys K", "键 K", "K"),
    tile("V", "values V", "值 V", "V"),
    tile("Ks", "keys K", "键 K"),
    tile("W", "W of the score", "得分的 W", "W"),
    tile("v", "v of the score", "得分的 v", "v"),
    tile("e", "scores e", "得分 e"),
    tile("scaled", "e / √2", "e / √2"),
    tile("added", "+ mask", "+ 掩码"),
    tile("alpha", "softmax: α", "softmax：α", shares="weights"),
    tile("Vs", "values V", "值 V"),
    tile("out", "output α V", "输出 α V"),
)


def figure(p: AttentionParams) -> Images | None:
    """Tables in one flow."""
    if p.study != "tokens":
        return None
    return Images(
        title=T("Step by step", "逐步计算"),
        caption=T(
            "Rows are queries. Type a number of what is given (a table whose numbers can be selected) and all that follows changes. "
            "The mask is added before the softmax.",
            "行是查询。键入已给矩阵中的一个数 (可选中的表)，其后的一切随之改变。掩码在 softmax 之前相加。",
        ),
        alt=T(
            "The query, keys, scores, weights, values and output as tables of numbers.",
            "查询、键、得分、权重、值与输出的数表。",
        ),
        scales=(NUMBERS, WEIGHTS),
        tiles=tuple(one.model_copy(update={"digits": 4}) for one in TILES) if p.source == "self" else TILES,
        show="numbers",
    )
