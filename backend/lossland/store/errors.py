"""What can go wrong in the store."""


class StoreError(Exception):
    """The store cannot be opened or would break a promise; the message is one line for whoever runs the server."""
