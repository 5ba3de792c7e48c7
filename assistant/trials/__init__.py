"""Generative AI tried at work: a catalogue of uses, runs, and what they brought."""
