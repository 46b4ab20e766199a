"""What a figure counts, said or left out."""
