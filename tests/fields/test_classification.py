"""Labelled points: what each data set promises, against closed forms and scikit-learn; what is wrong is refused."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
import torch
from pydantic import TypeAdapter, ValidationError
from sklearn.datasets import load_digits, load_iris
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler

from lossland.fields.classification import (
    SOURCES,
    ClassificationData,
    Classified,
    axis_titles,
    class_count,
    class_names,
    load_classified,
)
from lossland.fields.labelled import (
    Blobs,
    Circle,
    Digits,
    Gauss,
    Iris,
    Moons,
    OwnPoints,
    Spiral,
    UploadedClasses,
    Xor,
)
from lossland.lab.references import resolve
from lossland.uploads.csv import parse_csv
from lossland.uploads.loaded import loaded
from lossland.uploads.table import Table, TableRef

HASH = "0" * 64
GENERATED: list[type[Circle | Xor | Gauss | Spiral | Moons | Blobs]] = [Circle, Xor, Gauss, Spiral, Moons, Blobs]
ADAPTER: TypeAdapter[ClassificationData] = TypeAdapter(ClassificationData)


def points(data: ClassificationData, seed: int = 0) -> Classified:
    return load_classified(data, torch.Generator().manual_seed(seed))


def uploaded(text: str, **columns: str) -> UploadedClasses:
    return resolve(UploadedClasses(table=TableRef(HASH), **columns), {HASH: loaded(parse_csv(text.encode()))})


ALL: list[ClassificationData] = [
    *(kind() for kind in GENERATED),
    *(kind(count=21, noise=1) for kind in GENERATED),
    Blobs(classes=10),
    Iris(),
    Digits(),
    Digits(classes=10, count=1797),
    OwnPoints(),
    uploaded("x1,x2,label\n1,2,5\n3,4,6\n0,1,5\n"),
]


@pytest.mark.parametrize("data", ALL, ids=lambda data: data.kind)
def test_every_data_set_keeps_its_promises(data: ClassificationData) -> None:
    found = points(data)
    assert found.x.dtype == torch.float32
    assert found.x.shape == (len(found.label), 2)
    assert found.label.dtype == torch.int64
    assert found.x.abs().max() <= 6
    assert found.label.min() >= 0
    assert found.label.max() < class_count(data) <= 10
    assert len(class_names(data)) == class_count(data)
    assert all(name and name.zh for name in (*class_names(data), *axis_titles(data)))
    again = points(data)
    assert torch.equal(found.x, again.x)
    assert torch.equal(found.label, again.label)


@pytest.mark.parametrize("kind", GENERATED)
def test_generated_points_are_balanced_and_differ_by_seed(kind: type[Any]) -> None:
    data = kind(count=900)
    found = points(data)
    assert len(found.x) == 900
    share = found.label.bincount(minlength=class_count(data)) / 900
    assert torch.allclose(share, torch.full_like(share, 1 / class_count(data)), atol=0.06)
    assert not torch.equal(found.x, points(data, seed=1).x)


def test_every_kind_has_a_name_and_travels() -> None:
    for data in ALL:
        assert SOURCES[data.kind].zh
        assert ADAPTER.validate_json(ADAPTER.dump_json(data)) == data


def test_a_radius_parts_the_circle_without_noise() -> None:
    found = points(Circle(noise=0))
    assert torch.equal(found.x.norm(dim=1) < 3, found.label == 1)


def test_the_sign_of_the_product_parts_xor_without_noise() -> None:
    found = points(Xor(noise=0))
    assert torch.equal(found.x.prod(dim=1) > 0, found.label == 1)
    assert found.x.abs().min() >= 0.3


def test_a_line_parts_the_gaussians_without_noise() -> None:
    found = points(Gauss(noise=0, count=2000))
    right = ((found.x.sum(dim=1) > 0) == (found.label == 1)).float().mean()
    assert right > 0.99  # the sum has mean 4 and variance 1: 0.99997 of it lies on its side
    assert found.x[found.label == 1].var(dim=0).mean() == pytest.approx(0.5, rel=0.1)
    assert points(Gauss(noise=0.3, count=2000)).x.std() < 6


def test_the_angle_along_the_arm_parts_the_spiral_without_noise() -> None:
    found = points(Spiral(noise=0))
    r = found.x.norm(dim=1)
    arm = torch.stack([(1.75 * 2 * torch.pi * r / 5).sin(), (1.75 * 2 * torch.pi * r / 5).cos()], dim=1)
    beyond = r > 0.05
    assert torch.equal(((arm * found.x).sum(dim=1) > 0)[beyond], (found.label == 1)[beyond])


def test_moons_are_half_circles_without_noise() -> None:
    found = points(Moons(noise=0))
    centre = torch.tensor([-0.5, -0.25]) * torch.where(found.label == 1, -1.0, 1.0)[:, None]
    assert torch.allclose((found.x / 3.2 - centre).norm(dim=1), torch.ones(500), atol=1e-5)


@pytest.mark.parametrize("classes", [2, 3, 10])
def test_the_nearest_centre_finds_the_blob(classes: int) -> None:
    found = points(Blobs(classes=classes, noise=0, count=2000))
    centres = torch.stack([found.x[found.label == index].mean(dim=0) for index in range(classes)])
    assert torch.allclose(centres.norm(dim=1), torch.full((classes,), 4.0), atol=0.15)
    assert (torch.cdist(found.x, centres).argmin(dim=1) == found.label).float().mean() > 0.98


@pytest.mark.parametrize("kind", [Circle, Xor])
def test_noise_puts_labels_on_the_wrong_side_as_in_tensorflow_playground(kind: type[Any]) -> None:
    wrong = []
    for noise in (0.1, 0.3, 0.5):
        found = points(kind(count=2000, noise=noise))
        rule = found.x.norm(dim=1) < 2.5 if kind is Circle else found.x.prod(dim=1) > 0
        wrong.append((rule != (found.label == 1)).float().mean().item())
    assert 0 < wrong[0] < 0.07
    assert wrong[0] < wrong[1] < wrong[2] < 0.3


def assert_same_up_to_place_and_scale(x: torch.Tensor, components: Any) -> None:
    for sign in np.array(np.meshgrid([1, -1], [1, -1])).T.reshape(-1, 2):
        other = torch.tensor(components * sign).float()
        other = other - (other.amax(dim=0) + other.amin(dim=0)) / 2
        if torch.allclose(x, other * 5.5 / other.abs().max(), atol=1e-3):
            return
    pytest.fail("no choice of signs gives scikit-learn's components")


def test_iris_components_are_those_of_scikit_learn() -> None:
    found = points(Iris())
    measured = StandardScaler().fit_transform(load_iris().data)
    assert_same_up_to_place_and_scale(found.x, PCA(2).fit_transform(measured))
    assert found.label.bincount().tolist() == [50, 50, 50]


def test_digit_components_are_those_of_scikit_learn_and_pictures_belong_to_them() -> None:
    found = points(Digits(classes=3, count=60))
    data = load_digits(n_class=3)
    whole = points(Digits(classes=3, count=1797))
    assert_same_up_to_place_and_scale(whole.x, PCA(2, svd_solver="full").fit_transform(data.data))
    assert torch.equal(whole.x[:60], found.x)
    assert found.images is not None
    assert found.images.dtype == torch.uint8
    assert found.images.shape == (60, 8, 8)
    assert np.abs(found.images.numpy() / 255 * 16 - data.images[:60]).max() < 0.05
    assert found.label.tolist() == data.target[:60].tolist()


def test_what_is_loaded_may_be_changed() -> None:
    points(Iris()).x.zero_()
    assert points(Iris()).x.abs().max() > 1


def test_words_and_gaps_in_a_table() -> None:
    data = uploaded("cm,g,kind\n1,10,dog\n3,30,cat\n,5,cat\n2,15,\n2,20,dog\n", x1="cm", x2="g", label="kind")
    found = points(data)
    assert found.x.tolist() == [[-5.5, -5.5], [5.5, 5.5], [0, 0]]
    assert found.label.tolist() == [1, 0, 1]
    assert class_names(data) == ("cat", "dog")
    assert axis_titles(data)[0] == "cm (scaled)"


def test_numbers_name_classes_in_their_order_and_a_constant_column_is_zero() -> None:
    data = uploaded("x1,x2,label\n1,7,30\n2,7,-1\n3,7,2.5\n")
    assert class_names(data) == ("-1", "2.5", "30")
    found = points(data)
    assert found.label.tolist() == [2, 0, 1]
    assert found.x[:, 1].tolist() == [0, 0, 0]


WRONG: dict[str, tuple[str, dict[str, str]]] = {
    "the table has no column 'x2'; its columns are x1": ("x1\n1\n2\n", {}),
    "column 'x1' holds words": ("x1,x2,label\nwide,1,0\nnarrow,2,1\n", {}),
    "1 rows are complete": ("x1,x2,label\n1,1,0\n,2,1\n3,,1\n4,4,\n", {}),
    "column 'label' has 1 different values; 2 to 10": ("x1,x2,label\n1,1,0\n2,2,0\n", {}),
    "column 'label' has 11 different values; 2 to 10": (
        "x1,x2,label\n" + "\n".join(f"{index},1,{index}" for index in range(11)) + "\n",
        {},
    ),
    "must be three different columns": ("x1,x2,label\n1,1,0\n2,2,1\n", {"label": "x1"}),
}


@pytest.mark.parametrize("message", WRONG)
def test_a_table_that_cannot_be_used_is_refused_in_words(message: str) -> None:
    text, columns = WRONG[message]
    data = uploaded(text, **columns)
    with pytest.raises(ValueError, match=re.escape(message)):
        points(data)


def test_a_table_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="not loaded"):
        points(UploadedClasses(table=TableRef(HASH)))


def test_a_long_table_is_refused() -> None:
    table = Table(("x1", "x2", "label"), torch.ones(5001, 3))
    data = UploadedClasses(table=TableRef(HASH, table))
    with pytest.raises(ValueError, match="5001 rows are complete"):
        points(data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"points": [[0, 0], [1, 1]], "labels": [0, 1, 1]}, "2 points but 3 labels"),
        ({"points": [[0, 0]], "labels": [0]}, "at least 2"),
        ({"points": [[0, 0], [6.5, 1]], "labels": [0, 1]}, "less than or equal to 6"),
        ({"points": [[0, 0], [float("nan"), 1]], "labels": [0, 1]}, "finite"),
        ({"points": [[0, 0], [1, 1]], "labels": [0, 10]}, "less than or equal to 9"),
        ({"points": [[0, 0, 0], [1, 1]], "labels": [0, 1]}, "at most 2"),
        ({"points": [[0, 0]] * 501, "labels": [0] * 501}, "at most 500"),
    ],
)
def test_own_points_that_cannot_be_used_are_refused_in_words(data: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        ADAPTER.validate_python({"kind": "points", **data})


def test_own_points_of_one_class_still_make_two() -> None:
    data = OwnPoints(points=[(0, 0), (1, 1)], labels=[0, 0])
    assert class_count(data) == 2
    assert points(data).label.tolist() == [0, 0]
    assert class_count(OwnPoints(points=[(0, 0), (1, 1)], labels=[0, 9])) == 10
