"""What people decided, and what of it is in force."""
