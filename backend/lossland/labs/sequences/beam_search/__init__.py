"""Beam search, and how translations are judged."""
