"""The code of an experiment: cut out for exports, shown to be read, hashed so that runs know whether it is still the same."""

from __future__ import annotations

from lossland.source.code import CodeFile as CodeFile
from lossland.source.code import code as code
from lossland.source.cut import Source as Source
from lossland.source.hash import parameter_models as parameter_models
from lossland.source.hash import source_hash as source_hash
from lossland.source.module import ExportError as ExportError
from lossland.source.module import Piece as Piece
from lossland.source.names import bound_names as bound_names
