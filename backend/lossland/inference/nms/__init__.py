"""Which of many boxes on the same things stay."""
