"""Runs: the worker actor, the driver of each run, the codec of states and the Dask cluster."""
