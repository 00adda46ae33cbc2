"""The contract between a lab and everything around it: what a lab's author imports, besides the kinds of picture.

A lab is one folder: parameters (pydantic), an experiment (plain torch that reads like the textbook) and pictures. The
page, the REST API, the exports and the docs are derived from what is declared there.
"""

from __future__ import annotations

from lossland.lab.lab import Action as Action
from lossland.lab.lab import Arrays as Arrays
from lossland.lab.lab import Experiment as Experiment
from lossland.lab.lab import Lab as Lab
from lossland.lab.lab import Layout as Layout
from lossland.lab.lab import Metric as Metric
from lossland.lab.lab import Pace as Pace
from lossland.lab.lab import Preset as Preset
from lossland.lab.params import Change as Change
from lossland.lab.params import InLibrary as InLibrary
from lossland.lab.params import LabParams as LabParams
from lossland.lab.params import Params as Params
from lossland.lab.params import live as live
from lossland.lab.params import structural as structural
from lossland.lab.params import view as view
from lossland.lab.reel import Still as Still
from lossland.lab.reel import stills as stills
from lossland.lab.reel import sweep as sweep
from lossland.lab.state import constant as constant
from lossland.lab.state import derived as derived
from lossland.lab.teaching import Accident as Accident
from lossland.lab.teaching import Lead as Lead
from lossland.lab.teaching import Moment as Moment
from lossland.lab.teaching import Option as Option
from lossland.lab.teaching import Prediction as Prediction
from lossland.lab.teaching import Tour as Tour
from lossland.lab.text import Refused as Refused
from lossland.lab.text import T as T
