"""Networks that made history, written to be read: each a row of named stages."""
