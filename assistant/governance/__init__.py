"""Who may read what, what may leave the house, and what is remembered of it."""
