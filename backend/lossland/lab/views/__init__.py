"""The kinds of picture a lab may draw: a tagged union on `kind`, built once per start; frames carry only arrays.

A frame gives every view a flat mapping from names to tensors. Each kind says which names it reads.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Num

from lossland.lab.views.attention import Attention as Attention
from lossland.lab.views.base import Gesture as Gesture
from lossland.lab.views.base import View as View
from lossland.lab.views.boxes import Boxes as Boxes
from lossland.lab.views.cloud import Cloud as Cloud
from lossland.lab.views.curves import Curves as Curves
from lossland.lab.views.drawing import Drawing as Drawing
from lossland.lab.views.field import Axis as Axis
from lossland.lab.views.field import Field as Field
from lossland.lab.views.formula import Formula as Formula
from lossland.lab.views.images import Images as Images
from lossland.lab.views.images import Scale as Scale
from lossland.lab.views.images import Tile as Tile
from lossland.lab.views.images import Window as Window
from lossland.lab.views.network import Layer as Layer
from lossland.lab.views.network import Network as Network
from lossland.lab.views.plot import Note as Note
from lossland.lab.views.plot import Plot as Plot
from lossland.lab.views.plot import Row as Row
from lossland.lab.views.plot import painted as painted
from lossland.lab.views.reading import Reading as Reading
from lossland.lab.views.relief import Ball as Ball
from lossland.lab.views.relief import Relief as Relief
from lossland.lab.views.table import Column as Column
from lossland.lab.views.table import Table as Table
from lossland.lab.views.tokens import Tokens as Tokens
from lossland.lab.views.tree import Tree as Tree

Figure = Annotated[
    Plot
    | Relief
    | Curves
    | Field
    | Network
    | Images
    | Boxes
    | Drawing
    | Table
    | Formula
    | Reading
    | Tree
    | Attention
    | Tokens
    | Cloud,
    Num(discriminator="kind"),
]
