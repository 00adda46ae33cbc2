"""Labs of vision."""
