"""Surfaces to walk on: from the textbook, from a formula, from the loss of a network; their curvature."""
