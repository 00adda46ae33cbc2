"""English with blanks: a small encoder that reads both ways."""
