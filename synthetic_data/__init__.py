"""The country that is scored: people, planted biases with doses, and counterfactual twins."""

from synthetic_data.biases import BIASES
from synthetic_data.population import Population, make_population
from synthetic_data.scenarios import SCENARIOS

__all__ = ["BIASES", "SCENARIOS", "Population", "make_population"]
