"""Mean, variance and skewness of groups of people, from sums that merge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

ALIKE = 1e-18  # a variance of rounding errors, in squared points


@dataclass(frozen=True, eq=False)
class Moments:
    """Number and mean of people, and sums of powers of what they deviate by. They merge with ``+``.

    Attributes
    ----------
    n : ndarray of shape (..., 1)
    mean : ndarray of shape (..., p)
        0 where nobody is.
    squares, cubes : ndarray of shape (..., p)
    """

    n: np.ndarray
    mean: np.ndarray
    squares: np.ndarray
    cubes: np.ndarray

    @classmethod
    def none(cls, shape: tuple[int, ...]) -> Moments:
        """Nobody, so many times."""
        return cls(np.zeros((*shape[:-1], 1)), *np.zeros((3, *shape)))

    def add(self, place, values: np.ndarray) -> None:
        """Put the people of ``values``, shape (n, p), where nobody is yet."""
        if len(values):
            self.n[place], self.mean[place] = len(values), values.mean(axis=0)
            away = values - self.mean[place]
            self.squares[place] = (square := away**2).sum(axis=0)
            self.cubes[place] = (square * away).sum(axis=0)

    def __add__(self, other: Moments) -> Moments:
        """Merge with other people (Pébay, 2008)."""
        n = self.n + other.n
        share = self.n * other.n / np.maximum(n, 1)
        apart = other.mean - self.mean
        lean = (self.n * other.squares - other.n * self.squares) / np.maximum(n, 1)
        return Moments(
            n=n,
            mean=self.mean + apart * other.n / np.maximum(n, 1),
            squares=self.squares + other.squares + apart**2 * share,
            cubes=self.cubes
            + other.cubes
            + apart**3 * share * (self.n - other.n) / np.maximum(n, 1)
            + 3 * apart * lean,
        )

    def __getitem__(self, place) -> Moments:
        """Choose among the groups."""
        return Moments(self.n[place], self.mean[place], self.squares[place], self.cubes[place])

    @property
    def one(self) -> Moments:
        """One person like these."""
        n = np.maximum(self.n, 1)
        return Moments(self.n / n, self.mean, self.squares / n, self.cubes / n)

    @property
    def skewness(self) -> np.ndarray:
        """Size of the third standardised moment; 0 where all are alike, to rounding errors."""
        return standardised(self.squares, self.cubes, self.n)

    @property
    def skewness_of_difference(self) -> np.ndarray:
        """Size of the skewness that the difference of two sides' means may have; shape (k, p).

        The first axis but one counts the sides. The larger of two: the skewness of the more skewed
        side by the root of the people on the smaller one, since a rare value that a small side
        happens not to hold shows in the large one; and that of the difference itself, had each
        side one person more, like those of the other.
        """
        n = np.maximum(self.n, 1)
        at_worst = self.skewness.max(axis=-2) / np.sqrt(n.min(axis=-2))
        joined = self + self[..., ::-1, :].one
        spread = joined.squares / np.maximum(joined.n, 1)
        variance = (spread / n).sum(axis=-2)
        variance[(self.squares / n).max(axis=-2) <= ALIKE] = np.inf
        third = joined.cubes / np.maximum(joined.n, 1) / n**2
        itself = np.abs(third[..., 0, :] - third[..., 1, :]) / variance**1.5
        return np.maximum(at_worst, itself)


def standardised(squares: np.ndarray, cubes: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Size of the third standardised moment; 0 where all are alike, to rounding errors."""
    variance = squares / np.maximum(n, 1)
    return np.abs(cubes) / np.maximum(n, 1) / np.where(variance > ALIKE, variance, np.inf) ** 1.5
