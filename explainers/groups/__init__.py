"""Groups: gaps column by column, what columns reveal of a group, effects path by path."""
