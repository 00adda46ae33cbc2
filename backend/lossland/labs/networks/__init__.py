"""Network labs."""
