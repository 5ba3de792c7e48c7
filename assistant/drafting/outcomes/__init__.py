"""What came of a meeting: questions with their answers, decisions, to-dos, the next meeting."""
