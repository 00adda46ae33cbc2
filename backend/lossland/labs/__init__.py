"""The experiments: one file each, its lessons beside it."""
