"""Amounts: numbers with what they measure, what limits them, and what two of them make."""
