"""A run as a file that needs only torch: a script, a notebook."""
