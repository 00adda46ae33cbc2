"""Tests of the translation lab."""
