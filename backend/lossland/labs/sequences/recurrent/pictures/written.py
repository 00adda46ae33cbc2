"""The text that the language model wrote last."""

from __future__ import annotations

from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Tokens
from lossland.lab.views.lines import text_lines
from lossland.labs.sequences.recurrent.params import RecurrentParams
from lossland.labs.sequences.recurrent.pictures.seen import Seen

GAP = "\u2581"
"""What the page shows as a blank before a token."""
NEVER_APART = (",", ";", ":", ")")


def shown(token: str, p: RecurrentParams) -> str:
    """As it stands in a text: words apart, characters not."""
    if p.tokens == "characters":
        return token.replace(" ", "\u2423")
    return token if token in NEVER_APART else GAP + token


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """Each token in the colour of what the network gave it."""
    language = seen.s.language
    if language is None:
        return None
    text = language.text
    return {
        "text": text_lines(shown(language.tokens[token], seen.p) for token in text.tokens.tolist()),
        "value": text.likely,
    }


def figure(p: RecurrentParams) -> Tokens:
    """A click chooses the token that is looked at."""
    return Tokens(
        title=T("Written by the network", "网络写出的文本"),
        caption=T(
            "Drawn token by token, each fed back, up to EOS: anew every 20 updates and with the temperature, always with the "
            "same dice. Colours: the network's own probability. Click a token to see what else could have stood there.",
            "逐词元抽取并送回，直到 EOS：每 20 次更新或温度改变时重写，骰子始终相同。颜色：网络自己给出的概率。点击一个词元，看该处还可能出现什么。",
        ),
        alt=T("Sampled text, coloured by the probability of each token.", "采样文本，按每个词元的概率着色。"),
        value=T("probability", "概率"),
        percent=True,
        chosen="place",
    )
