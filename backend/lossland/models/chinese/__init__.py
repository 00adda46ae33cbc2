"""Chinese to English: everyday sentences, few of them."""
