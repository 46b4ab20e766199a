"""How a page's HTML becomes blocks of text with their roles."""
