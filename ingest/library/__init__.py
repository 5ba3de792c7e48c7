"""The one truth (SQLite) and the two views that can be rebuilt from it (words, vectors)."""
