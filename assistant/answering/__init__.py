"""Read the question, find passages, answer in sentences, verify each."""
