"""Tests of the algorithms for sequences."""
