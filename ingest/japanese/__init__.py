"""Japanese text: folding for the index, sentences, words, dates."""
