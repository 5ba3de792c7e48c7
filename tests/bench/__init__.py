"""Measurements: `make bench` prints figures and ratios. Nothing here fails on a time."""
