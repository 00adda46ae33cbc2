"""Convolution, and what networks see."""
