"""What is measured: explainers marked on every bias, and how often intervals hold."""
