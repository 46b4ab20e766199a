"""What the desk knows, in the formats of other programs."""
