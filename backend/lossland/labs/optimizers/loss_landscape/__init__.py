"""The loss landscape."""
