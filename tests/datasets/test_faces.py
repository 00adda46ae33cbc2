"""Generated faces: landmarks are the same points of every face, and where they are drawn."""

from __future__ import annotations

import math

import pytest
import torch
from PIL import Image, ImageDraw
from torch import Tensor

from lossland.datasets.faces import LANDMARKS, MIRRORED, NO_FACE, Head, faces
from lossland.datasets.small_pictures import SMALL_HEIGHT, SMALL_WIDTH
from lossland.datasets.street_pen import Dice


@pytest.fixture(scope="module")
def drawn() -> tuple[Tensor, Tensor, Tensor]:
    return faces(160, 3)


def upright(points: Tensor) -> Tensor:
    """(n, 8, 2) turned back about the nose, so that the eyes are level: before the tilt."""
    eyes = points[:, [2, 3]].mean(1) - points[:, [0, 1]].mean(1)  # (n, 2)
    cos, sin = (eyes / eyes.norm(dim=1, keepdim=True)).unbind(1)
    x, y = (points - points[:, 4:5]).unbind(2)  # (n, 8)
    return torch.stack([cos[:, None] * x + sin[:, None] * y, cos[:, None] * y - sin[:, None] * x], 2)


def test_sizes_and_every_fourth_has_no_face(drawn: tuple[Tensor, Tensor, Tensor]) -> None:
    pictures, points, there = drawn
    assert pictures.shape == (160, 3, SMALL_HEIGHT, SMALL_WIDTH)
    assert pictures.dtype == torch.uint8
    assert points.shape == (160, len(LANDMARKS), 2)
    assert there.tolist() == [k % NO_FACE != NO_FACE - 1 for k in range(160)]
    assert not bool(points[~there].any())


def test_the_same_seed_draws_the_same_and_another_does_not(drawn: tuple[Tensor, Tensor, Tensor]) -> None:
    again = faces.__wrapped__.__wrapped__(8, 3)  # type: ignore[attr-defined]  # past the cache
    assert all(torch.equal(a[:8], b) for a, b in zip(drawn, again, strict=True))
    assert not torch.equal(faces(4, 4)[0], drawn[0][:4])


def test_before_the_tilt_left_is_left_and_the_eyes_are_above_the_mouth(drawn: tuple[Tensor, Tensor, Tensor]) -> None:
    _, points, there = drawn
    x, y = upright(points[there]).unbind(2)  # (n, 8)
    order = [
        LANDMARKS.index(f"{name}")
        for name in ("left_eye_outer", "left_eye_inner", "right_eye_inner", "right_eye_outer")
    ]
    assert bool((x[:, order].diff(dim=1) > 0).all())
    left, right = LANDMARKS.index("mouth_left"), LANDMARKS.index("mouth_right")
    assert bool((x[:, left] < 0).all())
    assert bool((x[:, right] > 0).all())
    nose, chin = LANDMARKS.index("nose_tip"), LANDMARKS.index("chin")
    assert bool((y[:, :4].amax(1) < y[:, nose]).all())
    assert bool((y[:, nose] < y[:, left]).all())
    assert bool((y[:, left] < y[:, chin]).all())
    torch.testing.assert_close(x[:, chin], torch.zeros_like(x[:, chin]), atol=0.2, rtol=0)


def test_names_that_change_places_in_a_mirror_do_so_twice_and_come_back() -> None:
    assert [MIRRORED[k] for k in MIRRORED] == list(range(len(LANDMARKS)))
    for k, other in enumerate(MIRRORED):
        swapped = LANDMARKS[k].replace("left", "?").replace("right", "left").replace("?", "right")
        assert LANDMARKS[other] == swapped


@pytest.mark.parametrize("tilt", [-25, 0, 25])
def test_landmarks_lie_within_the_head(tilt: float) -> None:
    """The head is an ellipse of half height 1 and half width of at least .66, in its own measure."""
    for seed in range(20):
        dice = Dice(torch.Generator().manual_seed(seed))
        size, middle, angle = 60.0, (100.0, 90.0), math.radians(tilt)
        head = Head(ImageDraw.Draw(Image.new("RGB", (200, 180))), middle, size, angle)
        for name, (u, v) in zip(LANDMARKS, head.drawn(dice), strict=True):
            right, down = u - middle[0], v - middle[1]
            x = (right * math.cos(angle) + down * math.sin(angle)) / size
            y = (down * math.cos(angle) - right * math.sin(angle)) / size
            assert (x / 0.66) ** 2 + y**2 <= 1 + 1e-9, name


def test_faces_differ_in_place_size_and_tilt(drawn: tuple[Tensor, Tensor, Tensor]) -> None:
    _, points, there = drawn
    seen = points[there]
    eyes = seen[:, 3] - seen[:, 0]
    tilts = torch.rad2deg(torch.atan2(eyes[:, 1], eyes[:, 0]))
    assert float(tilts.min()) < -15
    assert float(tilts.max()) > 15
    assert float(eyes.norm(dim=1).std()) > 1.5
    assert float(seen[:, 4].std(0).min()) > 2
    assert float(seen[..., 0].min()) >= 0
    assert float(seen[..., 0].max()) <= SMALL_WIDTH
    assert float(seen[..., 1].max()) <= SMALL_HEIGHT
    assert float((seen.amax(1) - seen.amin(1)).max()) <= 48, "a cut-out holds all of them"
