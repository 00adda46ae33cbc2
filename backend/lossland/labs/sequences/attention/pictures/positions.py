"""The sines and cosines that tell where a token stands, and how alike two places are."""

from __future__ import annotations

from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Images, Scale, Tile
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.pictures.seen import Seen

WAVES = Scale(uid="waves", title=T("from −1 to 1", "从 −1 到 1"), colours="signed")


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Of every place of the sentence."""
    made = seen.s.headed
    if made is None:
        return None
    alike = made.positions @ made.positions.T / (made.positions.shape[1] / 2)
    return {"positions": made.positions, "alike": alike, "waves.range": alike.new_tensor([-1.0, 1.0])}


def figure(p: AttentionParams) -> Images | None:
    """A row for each place."""
    if p.study != "heads":
        return None
    return Images(
        title=T("Positions", "位置编码"),
        caption=T(
            "A row for each place: sine and cosine of pos / 10000^(2i/d) in turn, quick ones on the left, slow ones on the right. "
            "Below, how alike two places are: that depends on their distance only.",
            "每个位置一行：pos / 10000^(2i/d) 的正弦与余弦交替，左快右慢。下方是两个位置的相似度：只取决于它们的距离。",
        ),
        alt=T("Rows of sines and cosines, and the products of every two rows.", "正弦与余弦的各行，以及每两行的内积。"),
        scales=(WAVES,),
        tiles=(
            Tile(uid="positions", title=T("place × 32 numbers", "位置 × 32 个数"), shares="waves"),
            Tile(uid="alike", title=T("place × place: p·p′ / 16", "位置 × 位置：p·p′ / 16"), shares="waves"),
        ),
    )
