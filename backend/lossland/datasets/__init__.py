"""Data that ships or is generated, and tables that users upload."""
