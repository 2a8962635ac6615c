"""A class: folders handed out, answers taken back and graded as data."""
