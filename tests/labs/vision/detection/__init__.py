"""Tests of the detection lab."""
