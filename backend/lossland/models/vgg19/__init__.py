"""VGG-19 with torchvision's weights, taught on ImageNet: they are fetched, not shipped."""
