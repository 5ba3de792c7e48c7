"""From a file to passages in the library. Knows nothing of questions, models or screens."""
