"""How long explaining takes, against shap and woodelf: ``python -m benchmarks.explaining``.

The model: 100 boosted trees of 31 leaves on 24 columns, some of them correlated, skewed,
rounded or 0/1, fitted on 50,000 people. Ours is the median of several runs, each with the
reading of the model and the building of all tables; compiling is done before and said apart.
shap is asked by its own best way, for fewer people, as its time grows in step with them; the
making of its explainer is not counted. woodelf is asked through its ``WoodelfExplainer``, for
the same people as we are; it computes in float32, where ours and shap's are float64. A million
people are the hundred thousand ten times.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

from explainers.trees import shapley
from explainers.trees.scikit_learn import read_trees
from explainers.trees.shapley import tree_interactions, tree_values

SEED = 20_260
N_TRAINING, N_REFERENCE, N_COLUMNS = 50_000, 1_000, 24
PEAK = """
import numpy as np
from benchmarks.explaining import SEED, draw_people, fitted
from explainers.trees.shapley import tree_values
from explainers.trees.scikit_learn import read_trees
def memory(kind):
    with open("/proc/self/status") as lines:
        return sum(int(line.split()[1]) for line in lines if line.startswith(kind)) / 1000
model = fitted()
people = np.tile(draw_people(100_000, np.random.default_rng(SEED))[0], (10, 1))
before = memory("VmRSS")
values, _ = tree_values(read_trees(model), people)
print(memory("VmHWM") - before, values.nbytes / 1e6)
"""  # a child inherits its parent's ru_maxrss, so Linux is asked itself


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


def fitted() -> HistGradientBoostingClassifier:
    """Fit the model that is explained."""
    X, y = draw_people(N_TRAINING, np.random.default_rng(SEED))
    return HistGradientBoostingClassifier(
        max_iter=100, max_leaf_nodes=31, early_stopping=False, random_state=0
    ).fit(X, y)


def seconds(work: Callable[[], object], runs: int) -> float:
    """Return the median time of the work."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def ours(
    model: object, people: np.ndarray, *, form: str, threads: int, runs: int = 5, **question: object
) -> float:
    """Time our own way, in one form and so many threads."""
    explain = question.pop("explain", tree_values)
    shapley._FORM, before = form, os.environ.get("OMP_NUM_THREADS")
    os.environ["OMP_NUM_THREADS"] = str(threads)
    try:
        with threadpool_limits(threads):
            return seconds(lambda: explain(read_trees(model), people, **question), runs)
    finally:
        shapley._FORM = None
        os.environ.pop("OMP_NUM_THREADS")
        if before is not None:
            os.environ["OMP_NUM_THREADS"] = before


def shaps_time(model: object, people: np.ndarray, reference: np.ndarray) -> dict[str, float]:
    """Give shap's seconds a person for each question; it uses one thread."""
    import shap

    by_cover = shap.TreeExplainer(model, feature_perturbation="tree_path_dependent")
    masker = shap.maskers.Independent(reference, max_samples=len(reference))
    against = shap.TreeExplainer(model, data=masker, feature_perturbation="interventional")
    assert against.data.shape == reference.shape, "shap must use every reference person"
    # Its sums are not exact here (it rounds people to float32), so its own check must be off.
    return {
        "path-dependent": seconds(lambda: by_cover.shap_values(people[:10_000]), 1) / 10_000,
        "interventional": seconds(
            lambda: against.shap_values(people[:50], check_additivity=False), 3
        )
        / 50,
        "interactions": seconds(lambda: by_cover.shap_interaction_values(people[:200]), 3) / 200,
    }


def woodelfs_time(model: object, people: np.ndarray, background: np.ndarray | None) -> float | None:
    """Give woodelf's seconds for these people, without the making of its explainer."""
    try:
        from woodelf import WoodelfExplainer
    except ImportError:
        return None
    names = [f"x{j}" for j in range(people.shape[1])]
    table = pd.DataFrame(people, columns=names)
    data = () if background is None else (pd.DataFrame(background, columns=names),)
    explainer = WoodelfExplainer(model, *data)
    explainer.shap_values(table[:10], verbose=False)
    return seconds(lambda: explainer.shap_values(table, verbose=False), 1)


@threadpool_limits.wrap(limits=1)
def main() -> None:
    """Print how long we take, how long the others take, and the ratios."""
    rng = np.random.default_rng(SEED + 1)
    model = fitted()
    people, reference = draw_people(100_000, rng)[0], draw_people(N_REFERENCE, rng)[0]
    shap = shaps_time(model, people, reference)
    peers = {
        "path-dependent": woodelfs_time(model, people, None),
        "interventional": woodelfs_time(model, people, reference),
    }
    print(
        f"seed {SEED}, NumPy {np.__version__}, shap {version('shap')} (one thread), "
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    forms = ["numpy"]
    try:
        start = time.perf_counter()
        ours(model, people[:20], form="compiled", threads=1, runs=1)
        ours(model, people[:20], form="compiled", threads=1, runs=1, background=reference)
        ours(model, people[:20], form="compiled", threads=1, runs=1, explain=tree_interactions)
        print(
            f"numba {version('numba')}: loading it and compiling, or reading what was compiled "
            f"before, {time.perf_counter() - start:.1f} s, not counted below"
        )
        forms.append("compiled")
    except ImportError:
        print("numba is not installed: the NumPy form alone")
    print(f"shap measured on 10,000 people {1e6 * shap['path-dependent']:.0f} µs a person")
    print(
        f"     against {N_REFERENCE:,} reference people, on 50 {1e6 * shap['interventional']:.0f}"
    )
    print(f"     interaction values, on 200 {1e6 * shap['interactions']:.0f}")
    print("     more people are extrapolated in step\n")
    print(
        f"{'question':15} {'people':>9} {'form':9} {'threads':>7} {'s':>8} {'µs/person':>10} "
        f"{'x shap':>7}"
    )
    many = np.tile(people, (10, 1))
    rows = [
        ("path-dependent", 100_000, "numpy", 1),
        ("path-dependent", 100_000, "compiled", 1),
        ("path-dependent", 1_000_000, "compiled", 2),
        ("path-dependent", 10_000, "compiled", 1),
        ("path-dependent", 50, "compiled", 1),
        ("interventional", 10_000, "numpy", 1),
        ("interventional", 100_000, "numpy", 1),
        ("interventional", 10_000, "compiled", 2),
        ("interventional", 100_000, "compiled", 1),
        ("interventional", 100_000, "compiled", 2),
        ("interventional", 50, "compiled", 1),
        ("interactions", 10_000, "numpy", 1),
        ("interactions", 10_000, "compiled", 2),
    ]
    for question, n, form, threads in rows:
        if form not in forms:
            continue
        asked = {"background": reference} if question == "interventional" else {}
        if question == "interactions":
            asked["explain"] = tree_interactions
        runs = 3 if n == 1_000_000 or question == "interactions" else 5
        taken = ours(model, many[:n], form=form, threads=threads, runs=runs, **asked)
        print(
            f"{question:15} {n:9,} {form:9} {threads:7} {taken:8.3f} {1e6 * taken / n:10.1f} "
            f"{shap[question] * n / taken:7.0f}",
            flush=True,
        )
        if (n, form) == (100_000, "compiled"):
            if peers[question] is not None and threads == 1:
                print(
                    f"{'':15} {n:9,} woodelf   {1:7} {peers[question]:8.3f} "
                    f"{1e6 * peers[question] / n:10.1f} {shap[question] * n / peers[question]:7.0f}"
                    f"   woodelf-explainer {version('woodelf-explainer')}, in float32"
                )
            with threadpool_limits(threads):
                predicting = seconds(lambda: model.decision_function(people), 5)
            print(
                f"{'':15} {n:9,} predict   {threads:7} {predicting:8.3f} "
                f"{1e6 * predicting / n:10.1f}           ours takes "
                f"{taken / predicting:.1f} times as long"
            )
    if os.path.exists("/proc/self/status"):
        told = subprocess.check_output([sys.executable, "-c", PEAK])
        more, output = map(float, told.split())
        print(
            f"\nmemory for 1,000,000 people, path-dependent, in a fresh process: its peak lies "
            f"{more:.0f} MB above the people, of which {output:.0f} MB are the values"
        )


if __name__ == "__main__":
    main()
