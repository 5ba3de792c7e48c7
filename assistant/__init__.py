"""From a question to a cited answer, and the doors people come in by: terminal and app."""
