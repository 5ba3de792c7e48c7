"""What the lines of a paper are: headings, rows, titles, kinds."""
