"""Convolutional networks that classify: trained on what is drawn, walked through, taught classes of one's own."""
