"""The pictures of the study `transfer`."""

from __future__ import annotations

from collections.abc import Mapping

from lossland.lab.pictures import Picture
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.transfer import now, worth
from lossland.labs.vision.cnn_classifier.studies.transfer import TransferState

TRANSFER: Mapping[str, Picture[CnnClassifierParams, TransferState]] = {"transfer": worth, "transfer_now": now}
