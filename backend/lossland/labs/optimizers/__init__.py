"""Labs on optimizers and loss surfaces."""
