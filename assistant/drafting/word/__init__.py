"""A draft into the city's own Word form, and on to PDF."""
