"""Minutes and summaries, every line of which names the words that it rests on."""
