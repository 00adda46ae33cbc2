"""Analogies by which the vectors are measured: pairs of everyday words that differ in one thing."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations

RELATIONS: Mapping[str, str] = {
    "family": (
        "he she|his her|himself herself|king queen|man woman|boy girl|father mother|brother sister|son daughter|uncle aunt|"
        "husband wife|grandfather grandmother|dad mom|nephew niece|prince princess|gentleman lady|actor actress|sir madam"
    ),
    "plural": (
        "car cars|dog dogs|cat cats|book books|student students|friend friends|tree trees|flower flowers|house houses|"
        "bird birds|child children|man men|woman women|boy boys|girl girls|horse horses|day days|year years|hour hours|"
        "minute minutes|letter letters|question questions|room rooms|eye eyes|teacher teachers|parent parents|"
        "doctor doctors|animal animals"
    ),
    "past": (
        "go went|eat ate|see saw|come came|take took|give gave|make made|find found|know knew|think thought|buy bought|"
        "write wrote|speak spoke|leave left|begin began|sing sang|drink drank|lose lost|sell sold|tell told|run ran|"
        "break broke|forget forgot|get got|choose chose|meet met|win won|fall fell"
    ),
}
"""A relation a name, its pairs between bars."""


def pairs(name: str) -> list[tuple[str, str]]:
    """Those of a relation."""
    return [(first, second) for first, second in (pair.split() for pair in RELATIONS[name].split("|"))]


def questions(name: str) -> list[tuple[str, str, str, str]]:
    """a is to b as c is to d, for every two pairs in both orders."""
    return [(*one, *other) for one, other in permutations(pairs(name), 2)]
