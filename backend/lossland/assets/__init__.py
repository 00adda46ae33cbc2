"""Real data sets and weights that a user can have: the one list of them, and fetching with its check."""
