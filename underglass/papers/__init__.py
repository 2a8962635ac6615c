"""The teacher's papers: slides and printed sheets, out of the executed lessons."""
