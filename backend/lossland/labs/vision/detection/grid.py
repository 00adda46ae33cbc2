"""A grid with anchors that learns street scenes: frozen features once, then gradient descent on a small head.

Sources: Redmon et al. 2016, "You only look once"; Yosinski et al. 2014, "How transferable are features in deep networks?".
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from torch import Tensor
from torch.nn.functional import adaptive_avg_pool2d, interpolate, pad

from lossland.algorithms.optimizers.batches import Batches, next_batch
from lossland.algorithms.vision.average_precision import mean_average_precision
from lossland.algorithms.vision.boxes import Detections, Objects, area, clipped
from lossland.algorithms.vision.efficientnet_lite import EfficientNetLite0, frozen
from lossland.algorithms.vision.grid_detector import features
from lossland.algorithms.vision.nms import greedy, ranked
from lossland.algorithms.vision.resize import resized
from lossland.algorithms.vision.yolo_head import AnchorHead, answer, parts
from lossland.algorithms.vision.yolo_targets import Grid, GridTarget, decoded, encoded, encoded_together
from lossland.datasets.streets import scenes
from lossland.lab import constant
from lossland.labs.vision.detection.params import DetectionParams
from lossland.labs.vision.detection.suppression import KINDS
from lossland.models.imagenet.package import imagenet_weights
from lossland.models.streets.handful import LOW

LEARNED_SEED, HELD_SEED, HELD_COUNT = 5, 99, 20
"""What the random numbers of the scenes begin with, and how many are held out."""
READ = (144, 192)
"""Height and width in which the frozen network reads a scene."""
TOGETHER = 4
"""Pictures that go through it together: more do not stay in the processor's cache."""
ANCHORS = {"one": ((97.0, 110.0),), "two": ((98.0, 40.0), (96.0, 170.0))}
"""Height and width in pixels of a scene, about the means of pedestrians, and of cars and motorcycles."""
SHIFTS = (-2, 0, 2)
"""Places of the fine features, 8 pixels of what is read, by which a scene is moved down and across to be learned from anew."""
MARGIN = max(SHIFTS)
DECAY = 0.3
"""Weight decay: scenes are few."""
PLACES = {3: 4, 4: 3, 5: 3, 6: 2, 7: 2}
"""Places of the features, across and down, that a cell reads: together about twelve a side."""
EVERY = 10
"""Updates after which the held-out scenes are measured."""
SAME = 0.5
"""IoU above which two boxes of one class are the same."""


@dataclass(frozen=True)
class Scenes:
    """Pictures, what is on them, and what the head reads and should say."""

    pictures: list[Tensor]
    """(3, H, W) uint8 each."""
    objects: list[Objects]
    targets: list[GridTarget]
    maps: Tensor
    """(n, C, 18 + 4, 24 + 4) features with a margin of zeros, their mean, into which they can be moved."""


@dataclass
class Learning:
    """The head on its way."""

    rng: torch.Generator
    head: AnchorHead
    optimizer: torch.optim.Optimizer
    batches: Batches
    grid: Grid = constant()
    learned: Scenes = constant()
    """Mirrored copies come after the scenes."""
    held: Scenes = constant()
    y: Tensor = constant()
    """(9, n, S, S, A, 5 + K) targets of what is learned from, for each shift down and across."""


def mirrored(picture: Tensor, objects: Objects) -> tuple[Tensor, Objects]:
    """A scene (3, H, W) with left and right exchanged."""
    left, top, right, bottom = objects.boxes.unbind(1)
    width = picture.shape[2]
    return picture.flip(2), Objects(torch.stack([width - right, top, width - left, bottom], 1), objects.labels)


def moved_on(objects: Objects, down: float, across: float, height: float, width: float) -> Objects:
    """Objects on the part of the scene that begins so many pixels lower and further right; those cut in half are not there."""
    boxes = objects.boxes - torch.tensor([across, down, across, down])
    left = clipped(boxes, width, height)
    there = area(left) >= area(boxes) / 2
    return Objects(left[there], objects.labels[there])


@torch.no_grad()
def prepared(trunk: EfficientNetLite0, known: list[tuple[Tensor, Objects]], grid: Grid) -> Scenes:
    """Features at strides 8 and 16, one upon the other: what is frozen makes the same of a picture every time."""
    pictures, objects = [picture for picture, _ in known], [things for _, things in known]
    maps = []
    for some in torch.split(torch.stack([resized(picture, *READ) for picture in pictures]), TOGETHER):
        fine, coarse = features(trunk, some)
        maps.append(torch.cat([fine, interpolate(coarse, size=fine.shape[-2:], mode="bilinear")], 1))
    return Scenes(pictures, objects, [encoded(*things, grid) for things in objects], torch.cat(maps))


def begun(p: DetectionParams, rng: torch.Generator, device: torch.device) -> Learning:
    """A head that knows nothing, and the scenes it will learn from."""
    trunk = EfficientNetLite0()
    trunk.load_state_dict(imagenet_weights())
    trunk = frozen(trunk)
    known, others = (
        [(picture, Objects(boxes, labels)) for picture, boxes, labels in scenes(count, seed, p.most, True)]
        for count, seed in ((p.scenes, LEARNED_SEED), (HELD_COUNT, HELD_SEED))
    )
    _, height, width = known[0][0].shape
    grid = Grid(p.cells, KINDS, height, width, torch.tensor(ANCHORS[p.anchors]))
    learned = prepared(trunk, known + [mirrored(*scene) for scene in known], grid)
    held = prepared(trunk, others, grid)
    mean, spread = (of(learned.maps, (0, 2, 3), keepdim=True) for of in (torch.mean, torch.std))  # (1, C, 1, 1)
    h, w = learned.maps.shape[-2:]
    shifts = [(down * height / h, across * width / w) for down in SHIFTS for across in SHIFTS]
    y = [
        encoded_together([moved_on(things, *by, height, width) for things in learned.objects], grid)[0] for by in shifts
    ]
    head = AnchorHead(learned.maps.shape[1], PLACES[grid.S], len(grid.anchors), KINDS).to(device)
    return Learning(
        rng=rng,
        head=head,
        optimizer=torch.optim.AdamW(head.parameters(), lr=p.rate, weight_decay=DECAY),
        batches=Batches(torch.empty(0, dtype=torch.int64, device=device)),
        grid=grid,
        learned=replace(learned, maps=pad((learned.maps - mean) / spread, [MARGIN] * 4).to(device)),
        held=replace(held, maps=pad((held.maps - mean) / spread, [MARGIN] * 4).to(device)),
        y=torch.stack(y).to(device),
    )


def inputs(maps: Tensor, grid: Grid, down: int = 0, across: int = 0) -> Tensor:
    """What the head reads of features with their margin, moved by so many places: (n, C, k S, k S)."""
    h, w = maps.shape[-2] - 2 * MARGIN, maps.shape[-1] - 2 * MARGIN
    top, left = MARGIN + down, MARGIN + across
    return adaptive_avg_pool2d(maps[:, :, top : top + h, left : left + w], grid.S * PLACES[grid.S])


@torch.no_grad()
def said(s: Learning, scenes: Scenes, number: int) -> Tensor:
    """What the head now says of one scene, as in a target: (S, S, A, 5 + K)."""
    return answer(s.head(inputs(scenes.maps[number : number + 1], s.grid))[0], s.grid).cpu()


def found(y: Tensor, grid: Grid, sure: float, suppress: bool = True) -> Detections:
    """The boxes of one answer (S, S, A, 5 + K) with p_c >= `sure`, the surest first."""
    seen = decoded(y, grid, sure)
    order = greedy(*seen, SAME).kept if suppress else ranked(seen.scores)  # (m,)
    return Detections(*(part[order] for part in seen))


def whole(losses: dict[str, Tensor], weight: float) -> Tensor:
    """The parts as one number."""
    return losses["object"] + weight * losses["box"] + losses["class"]


def updated(s: Learning, p: DetectionParams) -> dict[str, Tensor]:
    """One step down on a batch, its scenes all moved by one shift; the loss and its parts before it."""
    rows = next_batch(s.batches, len(s.learned.maps), p.batch, s.rng)  # (B,)
    shift = int(torch.randint(len(s.y), (1,), generator=s.rng))
    down, across = SHIFTS[shift // len(SHIFTS)], SHIFTS[shift % len(SHIFTS)]
    z = s.head(inputs(s.learned.maps[rows], s.grid, down, across))  # (B, S, S, A, 5 + K)
    losses = parts(z, s.y[shift, rows], s.grid, p.losses)
    loss = whole(losses, p.weight)
    s.optimizer.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    s.optimizer.step()
    return {"train_loss": loss.detach(), **{name: part.detach() for name, part in losses.items()}}


@torch.no_grad()
def tested(s: Learning, p: DetectionParams) -> dict[str, Tensor]:
    """Loss and mAP@.5 on the held-out scenes, and how many objects of the others no target tells of."""
    z = s.head(inputs(s.held.maps, s.grid))
    y = torch.stack([target.y for target in s.held.targets]).to(z)
    answers = [found(each, s.grid, LOW) for each in answer(z, s.grid).cpu()]
    lost = sum(len(target.lost) for target in s.learned.targets[: p.scenes])
    return {
        "test_loss": whole(parts(z, y, s.grid, p.losses), p.weight),
        "map": torch.tensor(mean_average_precision(answers, s.held.objects, KINDS)),
        "lost": torch.tensor(float(lost)),
    }
