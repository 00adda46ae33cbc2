"""Least squares and its bases."""
