"""Copies of a library for the day that the disk is lost: made while it is in use, proved, and put back whole."""
