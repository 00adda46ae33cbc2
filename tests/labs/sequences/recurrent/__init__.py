"""Tests of the recurrent lab."""
