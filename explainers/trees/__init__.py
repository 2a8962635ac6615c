"""The exact engine: Shapley values of tree models, in the model's own margin."""
