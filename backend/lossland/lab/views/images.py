"""A grid of pictures, or pictures of which one is computed from another, window by window."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Num

from lossland.lab.text import T
from lossland.lab.views.base import Model, View
from lossland.lab.views.plot import Note


class Scale(Model):
    """Colours that several tiles have in common, so that equal colours are equal values; shown once, with its numbers."""

    uid: str
    title: T
    colours: Literal["grey", "signed", "sequential", "by_sign"] = "by_sign"
    """By sign: grey where it holds nothing below 0, else about 0."""


class Tile(Model):
    """A picture with a size of its own, and exact numbers."""

    uid: str
    title: T
    scale: Literal["grey", "signed", "sequential"] = "grey"
    shares: str | None = None
    """The one of the view's `scales` that its colours are on, instead of a `scale` of its own."""
    drawn: Literal["large", "small", "not"] = "large"
    """Small ones stand in a row below the large ones; a kernel may only be reckoned with."""
    slices: bool = False
    """Its first axis are slices of a volume, drawn each for itself; a window moves through them as well."""
    rows_of: str | None = None
    """The tile to whose cells the rows of this one belong: a matrix, and what it gives."""
    typed: str | None = None
    """Shown as a table, the list parameter that receives all its numbers, row by row, when one of them is typed."""
    digits: int = Num(3, ge=1, le=6, description="of a number in a table")


class Window(Model):
    """How a tile is made of another one: every cell of it from a window that moves over the source."""

    output: str
    source: str
    kernel: str | None = None
    """The tile with the weights; without one the window is pooled."""
    combine: Literal["sum", "max", "mean"] = "sum"
    activations: tuple[T, ...] = ()
    """What may come after the sum, by the number that the frame gives."""


class Images(View):
    """A grid of pictures that can be enlarged. Frame: `images` u1 (n, h, w) or (n, h, w, 3), `key` (n,) i4 if linked.

    With a `label` what stands under a picture changes with the frame: `{0}`, `{1}` ... are places in `words`, of which the
    frame has `words` i4 (n, m).

    With `tiles`: pictures of sizes of their own, those that the frame has. `<uid>` (h, w) or (3, h, w) are exact
    numbers; `<uid>.range` (2,) what the ends of its colours stand for, of a tile as of a scale; `<uid>.ghost` u1 (h, w): 1 where a cell is filling;
    `<uid>.absolute` (1,): 1 where colours show sizes without signs. A tile that `windows` names as an output has
    `<uid>.window` i4 (3, 2): size, stride and distance of taps, each down and across (of slices (3, 3): through, down, across); cells of the source beyond the
    last window are drawn as dropped. Its sum may have `<uid>.bias` (1,) and `<uid>.activation` (1,). What the pointer is
    at is shared by the views with the same `linked` name. A kernel is (f, f') or (C, f, f'); `<kernel>.turned` (1,): 1
    where it is laid on turned by 180 degrees. The numbers of notes are as in a `Plot`.
    """

    kind: Literal["images"] = "images"
    names: tuple[T, ...] = ()
    scale: Literal["grey", "diverging", "sequential"] = "grey"
    columns: int | None = Num(None, ge=1)
    compare: bool = False
    """Two pictures in one place, wiped by a line: left of it the first is seen, right of it the second."""
    label: T | None = None
    words: tuple[T, ...] = ()
    scales: tuple[Scale, ...] = ()
    tiles: tuple[Tile, ...] = ()
    windows: tuple[Window, ...] = ()
    show: Literal["pictures", "terms", "numbers"] = "pictures"
    """The tiles; the sum at the window that is pointed at, term by term; or tiles as tables, large ones with their numbers."""
    typed: str | None = None
    """The list parameter that receives the kernel, of tables the first, when one of its numbers is typed; "own" goes
    into the parameter `typed_kind`."""
    typed_kind: str | None = None
    notes: tuple[Note, ...] = ()
