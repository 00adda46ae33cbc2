"""A small convolutional network that answers with one row of numbers for a whole picture."""

from __future__ import annotations

from torch import Tensor, nn

INPUT_WIDTH, INPUT_HEIGHT = 64, 48


class Localiser(nn.Module):
    """Three convolutions of stride 2, then two dense layers, so that it can tell where in the picture something is.

    Pictures (B, 3, 48, 64) in [0, 1]; outputs (B, m). 221,024 + 65 m parameters. A mean over the whole map, as classifiers
    have it, would forget the place.
    """

    def __init__(self, outputs: int) -> None:
        super().__init__()
        self.convolutions = nn.Sequential(
            nn.Conv2d(3, 16, 5, stride=2, padding=2),  # (B, 16, 24, 32)
            nn.ReLU(),
            nn.Conv2d(16, 32, 3, stride=2, padding=1),  # (B, 32, 12, 16)
            nn.ReLU(),
            nn.Conv2d(32, 64, 3, stride=2, padding=1),  # (B, 64, 6, 8)
            nn.ReLU(),
        )
        self.dense = nn.Sequential(nn.Flatten(), nn.Linear(64 * 6 * 8, 64), nn.ReLU(), nn.Linear(64, outputs))

    def forward(self, x: Tensor) -> Tensor:
        outputs: Tensor = self.dense(self.convolutions(levelled(x)))
        return outputs


def levelled(x: Tensor) -> Tensor:
    """Pictures (B, 3, h, w) less their mean and divided by their spread: by night a car is the same car."""
    return (x - x.mean((1, 2, 3), keepdim=True)) / x.std((1, 2, 3), keepdim=True).clamp(min=1e-3)
