"""How a quantity is read: numbers, units, dates, bounds, intervals."""
