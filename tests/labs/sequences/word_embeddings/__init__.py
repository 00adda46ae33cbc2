"""Tests of the word embeddings lab."""
