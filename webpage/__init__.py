"""What the bytes of a web page say of themselves, read once for fetch and extract: their text, head and address."""
