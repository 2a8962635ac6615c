"""Explanations of one score in points: what each column gives, for whose model, against whom."""
