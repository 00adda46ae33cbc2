"""A generated grammar, not real French: sentences with their English, which follows from them.

It has agreement of number and gender, adjectives before and after their noun, negation, questions, three tenses, numbers,
places, months, and two sentences joined. "la maison blanche" becomes "the white house": the order changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

import torch

from lossland.datasets.pairs import Pair

X = TypeVar("X")


class Noun(NamedTuple):
    """In both languages; the French one with its gender and plural."""

    french: str
    feminine: bool
    plural: str
    english: str


class Adjective(NamedTuple):
    """Masculine and feminine, both of regular plural; whether it stands before its noun."""

    masculine: str
    feminine: str
    english: str
    before: bool = False


class Verb(NamedTuple):
    """The stem of a French verb in -er; English with its past."""

    stem: str
    english: str
    past: str


class Person(NamedTuple):
    """A subject: its place among the endings, with the verb "avoir", and English."""

    french: str
    place: int
    has: str
    english: str


def _nouns(feminine: bool, *rows: str) -> tuple[Noun, ...]:
    found = []
    for row in rows:
        french, english, *plural = row.split()
        found.append(Noun(french, feminine, plural[0] if plural else french + "s", english))
    return tuple(found)


NOUNS = (
    *_nouns(False, "chat cat", "chien dog", "livre book", "jardin garden", "vélo bicycle", "bateau boat bateaux"),
    *_nouns(False, "cheval horse chevaux", "stylo pen", "arbre tree", "oiseau bird oiseaux", "manteau coat manteaux"),
    *_nouns(
        True, "maison house", "voiture car", "table table", "fleur flower", "porte door", "pomme apple", "lettre letter"
    ),
    *_nouns(True, "chaise chair", "école school", "étoile star", "montagne mountain"),
)
ADJECTIVES = (
    Adjective("noir", "noire", "black"),
    Adjective("vert", "verte", "green"),
    Adjective("bleu", "bleue", "blue"),
    Adjective("rouge", "rouge", "red"),
    Adjective("blanc", "blanche", "white"),
    Adjective("lourd", "lourde", "heavy"),
    Adjective("petit", "petite", "small", True),
    Adjective("grand", "grande", "big", True),
    Adjective("joli", "jolie", "pretty", True),
)
VERBS = (
    Verb("regard", "watch", "watched"),
    Verb("cherch", "look for", "looked for"),
    Verb("trouv", "find", "found"),
    Verb("visit", "visit", "visited"),
    Verb("dessin", "draw", "drew"),
    Verb("lav", "wash", "washed"),
    Verb("port", "carry", "carried"),
    Verb("montr", "show", "showed"),
)
PEOPLE = (
    Person("je", 0, "ai", "I"),
    Person("tu", 1, "as", "you"),
    Person("il", 2, "a", "he"),
    Person("elle", 2, "a", "she"),
    Person("nous", 3, "avons", "we"),
    Person("vous", 4, "avez", "you"),
    Person("ils", 5, "ont", "they"),
    Person("Marie", 2, "a", "Marie"),
    Person("John", 2, "a", "John"),
    Person("Jane", 2, "a", "Jane"),
)
PRESENT, FUTURE = ("e", "es", "e", "ons", "ez", "ent"), ("ai", "as", "a", "ons", "ez", "ont")
PLACES = (("à Paris", "in Paris"), ("en France", "in France"), ("au Canada", "in Canada"), ("en Afrique", "in Africa"))
MONTHS = (
    ("janvier", "January"),
    ("mars", "March"),
    ("avril", "April"),
    ("juin", "June"),
    ("septembre", "September"),
    ("décembre", "December"),
)
NUMBERS = (("deux", "two"), ("trois", "three"), ("quatre", "four"), ("cinq", "five"))
LONGEST = 2
"""Sentences that are joined, at most."""


def phrases(count: int, rng: torch.Generator) -> list[Pair]:
    """So many different pairs."""
    found: dict[Pair, None] = {}
    while len(found) < count:
        parts = [sentence(rng) for _ in range(1 + int(torch.rand((), generator=rng) < 0.3))]
        found[Pair(" et ".join(part.source for part in parts), " and ".join(part.target for part in parts))] = None
    return list(found)


def sentence(rng: torch.Generator) -> Pair:
    """One, in any of the forms."""

    def one(options: Sequence[X]) -> X:
        return options[int(torch.randint(len(options), (), generator=rng))]

    def chance(p: float) -> bool:
        return bool(torch.rand((), generator=rng) < p)

    who, verb, thing = one(PEOPLE), one(VERBS), noun_phrase(rng)
    tense = one(("present", "past", "future"))
    negated, asked = chance(0.3), chance(0.25)
    french = _french(who, verb, tense, negated, asked)
    english = _english(who, verb, tense, negated, asked, thing.target)
    source = f"{french} {thing.source}"
    if chance(0.35):
        place = one(PLACES)
        source, english = f"{source} {place[0]}", f"{english} {place[1]}"
    if chance(0.35):
        month = one(MONTHS)
        source, english = f"{source} en {month[0]}", f"{english} in {month[1]}"
    return Pair(source, english)


def noun_phrase(rng: torch.Generator) -> Pair:
    """An article or a number, a noun, and in most cases an adjective where its language has it."""

    def one(options: Sequence[X]) -> X:
        return options[int(torch.randint(len(options), (), generator=rng))]

    noun, adjective = one(NOUNS), one((*ADJECTIVES, None))
    article = one(("the", "a", "the plural", "number"))
    plural = article in ("the plural", "number")
    word = noun.plural if plural else noun.french
    form = "" if adjective is None else adjective.feminine if noun.feminine else adjective.masculine
    form += "s" if form and plural and not form.endswith("s") else ""
    before = adjective is not None and adjective.before
    nouns = [form, word] if before else [word, form]
    first = next(part for part in nouns if part)
    match article:
        case "the":
            opening, english = ("la" if noun.feminine else "le"), "the"
            if first[0] in "aeiouéh":
                opening = "l'"
        case "a":
            opening, english = ("une" if noun.feminine else "un"), "a"
        case "the plural":
            opening, english = "les", "the"
        case _:
            opening, english = one(NUMBERS)
    source = " ".join(part for part in (opening, *nouns) if part).replace("l' ", "l'")
    names = [adjective.english] if adjective else []
    if english == "a" and (names or [noun.english])[0][0] in "aeiou":
        english = "an"
    return Pair(source, " ".join([english, *names, noun.english + ("s" if plural else "")]))


def _french(who: Person, verb: Verb, tense: str, negated: bool, asked: bool) -> str:
    match tense:
        case "present":
            words = [verb.stem + PRESENT[who.place]]
        case "future":
            words = [verb.stem + "er" + FUTURE[who.place]]
        case _:
            words = [who.has, verb.stem + "é"]
    vowel = words[0][0] in "aeo"
    if negated:
        words[0] = f"n'{words[0]} pas" if vowel else f"ne {words[0]} pas"
    subject = who.french
    elided = subject == "je" and vowel and not negated
    told = "j'" + " ".join(words) if elided else " ".join([subject, *words])
    if not asked:
        return told
    return f"est-ce qu'{told}" if told[0] in "aeiou" else f"est-ce que {told}"


def _english(who: Person, verb: Verb, tense: str, negated: bool, asked: bool, thing: str) -> str:
    third = who.place == 2
    helper = {"present": "does" if third else "do", "past": "did", "future": "will"}[tense]
    plain = {
        "present": _third(verb.english) if third else verb.english,
        "past": verb.past,
        "future": f"will {verb.english}",
    }[tense]
    if asked:
        return " ".join([helper, who.english, *(["not"] if negated else []), verb.english, thing])
    if negated:
        return f"{who.english} {helper} not {verb.english} {thing}"
    return f"{who.english} {plain} {thing}"


def _third(verb: str) -> str:
    """watches, carries, finds, looks for."""
    word, *rest = verb.split(" ")
    ending = word + "es" if word.endswith(("ch", "sh")) else word[:-1] + "ies" if word.endswith("ry") else word + "s"
    return " ".join([ending, *rest])
