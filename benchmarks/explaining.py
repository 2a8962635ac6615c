"""How long explaining takes, against shap: ``python -m benchmarks.explaining``.

The model: 100 boosted trees of 31 leaves on 24 columns, some of them correlated, skewed,
rounded or 0/1, fitted on 50,000 people. Everything runs in one thread. Ours is the median of
several runs, each with the reading of the model and the building of all tables. shap is asked
by its own best way, for fewer people, as its time grows in step with them; the making of its
explainer is not counted.
"""

import statistics
import time
from collections.abc import Callable

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

from explainers.engine.shapley import tree_values
from explainers.engine.trees import read_trees

SEED = 20_260
N_TRAINING, N_PEOPLE, N_REFERENCE, N_COLUMNS = 50_000, 100_000, 1_000, 24
OUR_RUNS, SHAP_RUNS = 5, 3


def draw_people(n: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Draw mixed, correlated columns and a 0/1 outcome that depends on many of them."""
    causes = rng.normal(size=(n, 6))
    mixing = np.random.default_rng(SEED).normal(size=(6, N_COLUMNS))
    X = 0.5 * causes @ mixing + rng.normal(size=(n, N_COLUMNS))
    X[:, ::4] = np.exp(X[:, ::4] / 2)
    X[:, 1::6] = np.round(3 * X[:, 1::6])
    X[:, 2::8] = X[:, 2::8] > 0.3
    margin = X[:, 0] - 0.4 * X[:, 3] * X[:, 5] + np.sin(X[:, 7]) + 0.6 * X[:, 2] * X[:, 9]
    margin += 0.4 * causes[:, 0] - 0.3 * np.abs(X[:, 11]) - 0.15 * X[:, 13:20].sum(axis=1)
    kept = rng.random(n) < 1 / (1 + np.exp(np.median(margin) - margin))
    return X, kept.astype(int)


def seconds(work: Callable[[], object], runs: int) -> float:
    """Return the median time of the work."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


@threadpool_limits.wrap(limits=1)
def main() -> None:
    """Print how long we take, how long shap takes, and the ratio."""
    import shap

    rng = np.random.default_rng(SEED)
    X, y = draw_people(N_TRAINING, rng)
    people, _ = draw_people(N_PEOPLE, rng)
    reference, _ = draw_people(N_REFERENCE, rng)
    model = HistGradientBoostingClassifier(
        max_iter=100, max_leaf_nodes=31, early_stopping=False, random_state=0
    ).fit(X, y)
    predicting = seconds(lambda: model.decision_function(people), OUR_RUNS) / N_PEOPLE

    by_cover = shap.TreeExplainer(model, feature_perturbation="tree_path_dependent")
    masker = shap.maskers.Independent(reference, max_samples=N_REFERENCE)
    against = shap.TreeExplainer(model, data=masker, feature_perturbation="interventional")
    assert against.data.shape == (N_REFERENCE, N_COLUMNS), "shap must use every reference person"
    # Its sums are not exact here (it rounds people to float32), so its own check must be off.
    shap_by_cover = seconds(lambda: by_cover.shap_values(people[:5_000]), SHAP_RUNS) / 5_000
    shap_against = (
        seconds(lambda: against.shap_values(people[:50], check_additivity=False), SHAP_RUNS) / 50
    )

    print(f"seed {SEED}, one thread, NumPy {np.__version__}, shap {shap.__version__}")
    print(f"predicting the same people takes {1e6 * predicting:.1f} µs a person\n")
    print(f"{'':52} {'------ ours ------':>20} {'------- shap -------':>24}")
    print(
        f"{'question':35} {'people':>8} {'runs':>7} {'s':>9} {'µs/person':>10} "
        f"{'measured on':>12} {'µs/person':>11} {'ratio':>7}"
    )
    for question, n, background, measured, their in (
        ("path-dependent", 100_000, None, 5_000, shap_by_cover),
        ("path-dependent", 5_000, None, 5_000, shap_by_cover),
        ("against 1,000 reference people", 100_000, reference, 50, shap_against),
        ("against 1,000 reference people", 10_000, reference, 50, shap_against),
        ("against 1,000 reference people", 50, reference, 50, shap_against),
    ):
        some = people[:n]
        time_taken = seconds(
            lambda some=some, background=background: tree_values(
                read_trees(model), some, background=background
            ),
            OUR_RUNS,
        )
        print(
            f"{question:35} {n:8,} {OUR_RUNS:7} {time_taken:9.3f} {1e6 * time_taken / n:10.1f} "
            f"{measured:12,} {1e6 * their:11.1f} {their * n / time_taken:7.0f}"
        )
    print("\nThe ratio takes shap's time per person as the same for more people.")


if __name__ == "__main__":
    main()
