"""French to English by GRUs with additive attention: for the picture of an alignment."""
