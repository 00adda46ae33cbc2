"""Data that ships or is generated."""
