"""Vectors of ten thousand English words."""
