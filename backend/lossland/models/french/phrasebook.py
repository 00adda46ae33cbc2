"""Own sentences of a phrasebook: names, months and places stand in them, and others are put in their place.

The pairs of Tatoeba say "Tom" thousands of times and hardly ever how somebody is called or when a country is visited.
"""

from __future__ import annotations

from lossland.datasets.pairs import Pair, Words

_NAMES = (
    "Tom Mary John Jane Peter Paul Anna Emma Henri Louis Marie Pierre Jean Jacques Claire Alice Robert Sarah David Daniel "
    "Thomas Nicolas Julie Sophie Camille Lucas Hugo Nathan Chloe Lea Laura Julia Martin Simon Adam Sam Max Ben Lisa Linda "
    "Karen Susan Nancy Betty Helen Sandra Kevin Brian George Edward Frank Scott Eric Mark James William Charles Joseph "
    "Michael Richard Antoine Isabelle Catherine Monique Wang Li Fang Wei Ming Ahmed Fatima Omar Carlos Maria Ivan Olga"
)
FIRST_NAMES: Words = tuple((name, name) for name in _NAMES.split())
PHRASES: tuple[Pair, ...] = (
    Pair("Je m'appelle Tom.", "My name is Tom."),
    Pair("Bonjour, je m'appelle Tom.", "Hello, my name is Tom."),
    Pair("Je m'appelle Tom et j'ai 20 ans.", "My name is Tom and I'm 20 years old."),
    Pair("Il s'appelle Tom.", "His name is Tom."),
    Pair("Elle s'appelle Mary.", "Her name is Mary."),
    Pair("Mon frère s'appelle Tom.", "My brother's name is Tom."),
    Pair("Sa fille s'appelle Mary.", "Her daughter's name is Mary."),
    Pair("Comment t'appelles-tu ?", "What is your name?"),
    Pair("Comment vous appelez-vous ?", "What's your name?"),
    Pair("Comment s'appelle ton frère ?", "What's your brother's name?"),
    Pair("Je m'appelle Mary, et toi ?", "My name is Mary, and yours?"),
    Pair("Tom visite Paris en septembre.", "Tom is visiting Paris in September."),
    Pair("Mary visite Boston.", "Mary is visiting Boston."),
    Pair("Tom va à Paris en mars.", "Tom is going to Paris in March."),
    Pair("Mary habite à Boston depuis 10 ans.", "Mary has lived in Boston for 10 years."),
    Pair("Tom va au Japon en novembre.", "Tom is going to Japan in November."),
    Pair("Mary visite le Canada en juin.", "Mary is visiting Canada in June."),
    Pair("Tom visite le Mexique en mai.", "Tom is visiting Mexico in May."),
    Pair("Tom visite la France en avril.", "Tom is visiting France in April."),
    Pair("Tom visite l'Italie en avril.", "Tom is visiting Italy in April."),
    Pair("Mary visite l'Italie en septembre.", "Mary is visiting Italy in September."),
    Pair("Je visite l'Espagne en mai.", "I'm visiting Spain in May."),
    Pair("Tom a visité l'Italie en avril.", "Tom visited Italy in April."),
    Pair("Mary a visité la Chine en 2010.", "Mary visited China in 2010."),
    Pair("Tom visitera l'Asie en juin.", "Tom will visit Asia in June."),
    Pair("Nous visiterons la Suisse en août.", "We'll visit Switzerland in August."),
    Pair("Tom va en Allemagne en juillet.", "Tom is going to Germany in July."),
    Pair("Mary est allée en Russie en octobre.", "Mary went to Russia in October."),
    Pair("Tom habite en Belgique.", "Tom lives in Belgium."),
    Pair("Mary vit en Irlande depuis janvier.", "Mary has been living in Ireland since January."),
    Pair("Tom est né en décembre.", "Tom was born in December."),
    Pair("Mary est née en Angleterre en 1990.", "Mary was born in England in 1990."),
    Pair("Tom arrive lundi et part mardi.", "Tom arrives on Monday and leaves on Tuesday."),
    Pair("Tom connaît Mary depuis 12 ans.", "Tom has known Mary for 12 years."),
    Pair("Tom voyage en Europe avec Mary.", "Tom is traveling in Europe with Mary."),
    Pair("En février, Tom rentre en Grèce.", "In February, Tom is going back to Greece."),
    Pair("La maison de Tom est en Suède.", "Tom's house is in Sweden."),
)
