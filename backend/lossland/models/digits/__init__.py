"""Handwritten digits of 28 x 28 pixels."""
