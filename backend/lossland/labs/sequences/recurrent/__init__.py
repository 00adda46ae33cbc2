"""Recurrent networks: what is carried from word to word, and what is forgotten."""
