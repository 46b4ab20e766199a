"""Who may enter: accounts, sessions, what every request passes, and what is kept for a person."""
