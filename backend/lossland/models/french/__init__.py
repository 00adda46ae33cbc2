"""French to English: everyday sentences."""
