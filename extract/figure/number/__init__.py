"""Numbers: digits, words, fractions, vague plurals, ranks and multiples."""
