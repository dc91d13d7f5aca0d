"""The job that engines are measured by: the same positions, intensities, ages and years as crates/futures/tests/exact."""

import resource

import numpy as np

NAMES = ["universal", "early help", "in need", "protection plan", "looked after", "left"]
CHILDREN, YEARS, OLDEST = 100_000, 20, 18.0
# Intensities a year of steps from a position (row) to another (column), before the multiplier of age. They illustrate.
INTENSITIES = np.array(
    [
        [0.0, 0.05, 0.035, 0.0, 0.0005, 0.005],
        [0.90, 0.0, 0.25, 0.01, 0.0, 0.005],
        [1.0, 0.2, 0.0, 0.2, 0.05, 0.005],
        [0.1, 0.05, 0.9, 0.0, 0.25, 0.005],
        [0.2, 0.0, 0.1, 0.01, 0.0, 0.08],
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
    ]
)
AGES = np.array([0.0, 1.0, 5.0, 10.0, 16.0, 18.0])
MULTIPLIERS = np.array([1.6, 1.0, 0.9, 1.1, 1.3, 0.25])


def ages(rng):
    """Ages at the start: evenly spread, in no order."""
    return rng.permutation(OLDEST * (np.arange(CHILDREN) + 0.5) / CHILDREN)


def after(position, age, exponential):
    """How long a unit exponential lasts in a position from an age on, through the bands of age."""
    edges = np.cumsum(MULTIPLIERS[:-1] * np.diff(AGES))
    at_birth = np.concatenate([[0.0], edges])
    band = np.searchsorted(AGES, age, side="right") - 1
    target = at_birth[band] + (age - AGES[band]) * MULTIPLIERS[band]
    target += exponential / INTENSITIES.sum(axis=1)[position]
    band = np.searchsorted(edges, target, side="right")
    return AGES[band] + (target - at_birth[band]) / MULTIPLIERS[band] - age


def say(name, seconds, steps, years):
    """Prints what a draw took and came to; years are those of a child in each position, as far as they are kept."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    kept = ", ".join(f"{place} {value:.4f}" for place, value in zip(NAMES, years))
    print(
        f"{name}: {seconds * 1000:.1f} ms a draw, {steps / seconds / 1e6:.2f} million steps a second, "
        f"{memory:.0f} MB; years: {kept}"
    )
