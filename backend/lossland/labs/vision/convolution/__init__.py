"""Convolution, one window at a time."""
