"""Translation: an encoder, a decoder, and what one looks at in the other."""
