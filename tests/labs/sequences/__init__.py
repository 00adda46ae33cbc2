"""Tests of the labs on sequences."""
