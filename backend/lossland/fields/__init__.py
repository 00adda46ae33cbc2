"""Parameters that several labs have, and what they load."""
