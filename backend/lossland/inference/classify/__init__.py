"""What is on a picture."""
