"""Optimizer labs."""
