"""Regression labs."""
