"""Dates as people write them, to ISO 8601."""
