"""Sequences: tokens, recurrent cells, attention, translation, the search for the best sentence, vectors of words."""
