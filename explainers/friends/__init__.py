"""What friends do to a score: by friend, by source, by column."""
