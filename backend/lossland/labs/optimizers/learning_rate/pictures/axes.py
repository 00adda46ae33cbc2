"""What the pictures of the learning rate lab measure losses and rates on."""

from __future__ import annotations

from lossland.lab import T

CEILING, FLOOR = 20.0, 1e-3
"""Losses are drawn between these; what is above lies on the ceiling."""
TOP = 30.0
"""The axis reaches a little further, so that crosses on the ceiling are seen whole."""
MOST_POINTS = 160
"""Of a curve."""
LOSS = T("loss, smoothed with β = {beta} (cross-entropy)", "以 β = {beta} 平滑后的损失 (交叉熵)")
RATE = T("learning rate α", "学习率 α")
UPDATE = T("update t", "更新次数 t")
