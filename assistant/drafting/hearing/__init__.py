"""A meeting heard sentence by sentence: what each one does, and where it stands."""
