"""Words of which one can stand where another does, in French and English: rare ones are learned with the frequent ones."""

from __future__ import annotations

from lossland.datasets.pairs import Words

MONTHS: Words = (
    ("janvier", "January"),
    ("février", "February"),
    ("mars", "March"),
    ("avril", "April"),
    ("juin", "June"),
    ("juillet", "July"),
    ("août", "August"),
    ("septembre", "September"),
    ("octobre", "October"),
    ("novembre", "November"),
    ("décembre", "December"),
)
DAYS: Words = (
    ("lundi", "Monday"),
    ("mardi", "Tuesday"),
    ("mercredi", "Wednesday"),
    ("jeudi", "Thursday"),
    ("vendredi", "Friday"),
    ("samedi", "Saturday"),
    ("dimanche", "Sunday"),
)
COUNTRIES: Words = (
    ("France", "France"),
    ("Chine", "China"),
    ("Russie", "Russia"),
    ("Suisse", "Switzerland"),
    ("Grèce", "Greece"),
    ("Turquie", "Turkey"),
    ("Suède", "Sweden"),
    ("Pologne", "Poland"),
    ("Corée", "Korea"),
    ("Norvège", "Norway"),
    ("Belgique", "Belgium"),
)
COUNTRIES_WITH_VOWELS: Words = (
    ("Afrique", "Africa"),
    ("Asie", "Asia"),
    ("Europe", "Europe"),
    ("Amérique", "America"),
    ("Italie", "Italy"),
    ("Espagne", "Spain"),
    ("Allemagne", "Germany"),
    ("Angleterre", "England"),
    ("Australie", "Australia"),
    ("Inde", "India"),
    ("Irlande", "Ireland"),
)
NATIONS: Words = (
    ("français", "French"),
    ("chinois", "Chinese"),
    ("russe", "Russian"),
    ("japonais", "Japanese"),
    ("grec", "Greek"),
    ("suédois", "Swedish"),
    ("polonais", "Polish"),
)
LISTS = (MONTHS, DAYS, COUNTRIES, COUNTRIES_WITH_VOWELS, NATIONS)
