"""Answers of trained networks to single requests: one folder a task, its types apart from what computes."""
