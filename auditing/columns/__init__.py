"""Where a table has the score's inputs: the worst slice, and through which columns gaps run."""
