"""Marks: planted against found, the verdict, and other explainers to be marked."""
