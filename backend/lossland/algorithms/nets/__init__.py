"""Networks: perceptrons written out, many at once, their losses, starts and activation functions."""
