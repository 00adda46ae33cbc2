"""Pedestrians, cars and motorcycles in generated street scenes."""
