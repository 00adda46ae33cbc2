"""Detection: what is where on a picture, and how many boxes of one thing become one."""
