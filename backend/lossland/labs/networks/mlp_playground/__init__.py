"""The neural network playground."""
