"""Sequences: words, sentences, sounds of speech."""
