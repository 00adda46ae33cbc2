"""What the lab looks at: a module a study, each with its state and the same five functions."""
