"""From files to what was said and what is known of the meeting."""
