"""Networks that ship trained: a folder each, with its recipe, its card and its weights."""
