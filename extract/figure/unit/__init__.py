"""Units, currencies and rates."""
