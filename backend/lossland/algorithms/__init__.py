"""Algorithms of the course in plain torch: no input or output, no globals, no device choice."""
