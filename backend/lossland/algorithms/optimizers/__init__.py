"""Descent: rules of update, schedules, batches, averages, noise, and walks over a surface."""
