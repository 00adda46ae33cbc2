"""Lossland: a visual playground for deep learning that runs real PyTorch."""
