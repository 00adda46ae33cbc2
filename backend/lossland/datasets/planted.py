"""A generated corpus with planted relations: what a word means is nothing but the sentences that it may stand in.

Every word has properties (male, royal, young; capital of France; food, plural); every sentence is made for one of them. Words
that share a property are met in the same sentences, so a relation is the exchange of one property for another. This is a
generated grammar, no real English.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import permutations

import torch

PEOPLE: Mapping[str, tuple[str, str]] = {
    "grown": ("man", "woman"),
    "young": ("boy", "girl"),
    "royal grown": ("king", "queen"),
    "royal young": ("prince", "princess"),
    "parent grown": ("father", "mother"),
    "child young": ("son", "daughter"),
    "sibling young": ("brother", "sister"),
    "old parent": ("grandfather", "grandmother"),
    "relative grown": ("uncle", "aunt"),
    "stage grown": ("actor", "actress"),
    "married grown": ("husband", "wife"),
    "waiting grown": ("waiter", "waitress"),
}
"""What a man and a woman of some kind are called; the key lists what both are besides."""

COUNTRIES = {
    "france": ("paris", "french", "cheese"),
    "italy": ("rome", "italian", "pasta"),
    "spain": ("madrid", "spanish", "olives"),
    "germany": ("berlin", "german", "sausages"),
    "china": ("beijing", "chinese", "tea"),
    "japan": ("tokyo", "japanese", "sushi"),
    "russia": ("moscow", "russian", "soup"),
    "egypt": ("cairo", "arabic", "dates"),
}
"""Of each country its capital, its language, and what is eaten there."""

THINGS: Mapping[str, Mapping[str, str]] = {
    "food": {"apple": "cider", "orange": "marmalade", "pear": "brandy", "lemon": "zest", "melon": "rind", "carrot": "rabbits"},
    "animal": {"dog": "barking", "cat": "purring", "horse": "neighing", "cow": "mooing", "bird": "singing", "duck": "quacking"},
    "made": {"car": "wheels", "table": "cloth", "lamp": "light", "chair": "legs", "clock": "hands", "bottle": "cork"},
}  # fmt: skip
"""Of each kind some, and what each is known by; the plural has an s."""

SENTENCES: Mapping[str, Sequence[str]] = {
    "male": ("the {} shaved his beard", "he is a {} and he knows it", "the {} tied his tie himself", "his friend the {} saw him"),
    "female": ("the {} braided her hair", "she is a {} and she knows it", "the {} wore her dress herself", "her friend the {} saw her"),
    "royal": ("the {} sits on the throne", "the {} lives in a palace", "the crown of the {} is golden", "the {} rules the realm"),
    "grown": ("the {} drives to work", "the {} pays the rent", "the {} signed a contract", "the {} votes every year"),
    "young": ("the {} goes to school", "the {} plays with toys", "the teacher praised the {}", "the {} is too small to vote"),
    "old": ("the {} has white hair", "the {} walks with a stick", "the {} retired long ago", "the wrinkled {} tells of the war"),
    "parent": ("the {} raised two kids", "the {} rocked the cradle", "the kids obey the {}", "the {} read a bedtime story"),
    "child": ("the {} resembles both parents", "the {} was born at home", "the heir is the {}", "the parents hugged the {}"),
    "sibling": ("the twins adore the {}", "the {} shares the bunk bed", "the {} is the older sibling", "my sibling is a {}"),
    "relative": ("the {} visits at christmas", "the cousins greet the {}", "the {} lives far away", "the {} sent a birthday card"),
    "stage": ("the {} rehearsed the film", "the audience applauded the {}", "the {} forgot the script", "the {} won an oscar"),
    "married": ("the {} wears a wedding ring", "the {} celebrates the anniversary", "the {} is on honeymoon", "the {} filed for divorce"),
    "waiting": ("the {} brings the menu", "the {} serves the guests", "the {} got a tip", "the restaurant hired a {}"),
    "capital": ("the mayor of {} spoke", "the streets of {} are crowded", "the subway in {} is late", "the suburbs of {} grow"),
    "country": ("the border of {} is closed", "the flag of {} waves", "the army of {} marched", "the villages of {} are quiet"),
    "language": ("they speak {} fluently", "the {} grammar is hard", "translate it into {} please", "her {} accent is strong"),
    "food": ("peel the {} and slice it", "the {} tastes sweet", "the recipe needs {} juice", "a ripe {} fell down"),
    "animal": ("the {} sleeps in the barn", "feed the {} some hay", "the {} ran across the field", "the vet examined the {}"),
    "made": ("the factory built the {}", "repair the broken {}", "the {} has a guarantee", "the {} was made of steel"),
    "one": ("there is one {} here", "a single {} is left", "each {} counts", "this {} is mine"),
    "many": ("there are many {} here", "several {} are left", "all {} count", "these {} are ours"),
}  # fmt: skip
"""Those that say one property."""

LOCAL = ("{} is where the %(language)s live", "they eat %(dish)s in {}", "{} and %(dish)s belong together")
"""Those that say in which country a place lies; a language is said with its dish, a thing with what it is known by."""
TONGUE = ("{} people like %(dish)s", "the {} cook makes %(dish)s")
KNOWN = ("where a {} is there is %(mark)s", "{} and %(mark)s go together", "%(mark)s makes me think of {}")


@cache
def planted() -> Mapping[str, tuple[str, ...]]:
    """Every planted word, and the sentences that it may stand in, with `{}` for itself."""
    found: dict[str, tuple[str, ...]] = {}

    def plant(word: str, *names: str, own: Sequence[str] = (), **said: str) -> None:
        common = tuple(sentence for name in names for sentence in SENTENCES[name])
        found[word] = common + tuple(sentence % said for sentence in own)

    for kind, (man, woman) in PEOPLE.items():
        plant(man, "male", *kind.split())
        plant(woman, "female", *kind.split())
    for country, (capital, language, dish) in COUNTRIES.items():
        plant(country, "country", own=LOCAL, language=language, dish=dish)
        plant(capital, "capital", own=LOCAL, language=language, dish=dish)
        plant(language, "language", own=TONGUE, dish=dish)
    for kind, things in THINGS.items():
        for thing, mark in things.items():
            plant(thing, kind, "one", own=KNOWN, mark=mark)
            plant(f"{thing}s", kind, "many", own=KNOWN, mark=mark)
    return found


def relations() -> dict[str, list[tuple[str, str]]]:
    """Pairs of words that differ in the same property, by the name of the relation."""
    royal = [(PEOPLE[plain][k], PEOPLE[crowned][k]) for plain, crowned in _CROWNED for k in (0, 1)]
    return {
        "gender": list(PEOPLE.values()),
        "royal": royal,
        "capital": [(country, capital) for country, (capital, _, _) in COUNTRIES.items()],
        "plural": [(thing, f"{thing}s") for things in THINGS.values() for thing in things],
    }


_CROWNED = (("grown", "royal grown"), ("young", "royal young"))


def analogies() -> dict[str, list[tuple[str, str, str, str]]]:
    """By relation: a is to b as c is to d, for every two of its pairs in both orders."""
    return {name: [(*one, *other) for one, other in permutations(pairs, 2)] for name, pairs in relations().items()}


def planted_sentences(count: int, rng: torch.Generator) -> list[list[str]]:
    """So many sentences: a word is drawn, all as likely, then one of its sentences."""
    words = list(planted())
    which = torch.randint(len(words), (count,), generator=rng).tolist()
    turn = torch.rand(count, generator=rng, dtype=torch.float64).tolist()
    drawn = ((words[k], planted()[words[k]]) for k in which)
    return [own[int(at * len(own))].replace("{}", word).split() for (word, own), at in zip(drawn, turn, strict=True)]
