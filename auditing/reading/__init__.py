"""What stands in a table: files and frames, read or counted into sums that merge."""
