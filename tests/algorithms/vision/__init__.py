"""Networks and rules for pictures."""
