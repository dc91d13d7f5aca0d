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
LEFT = len(NAMES) - 1
# Mean years until a step, before the multiplier; nobody comes back.
STAYS = np.append(1 / INTENSITIES[:LEFT].sum(axis=1), np.inf)
# Chances of destinations summed up, one position after the other, so that one search finds them for all.
SUMS = np.cumsum(INTENSITIES[:LEFT], axis=1)
CHANCES = (np.arange(LEFT)[:, None] + SUMS / SUMS[:, LEFT:]).ravel()
AGES = np.array([0.0, 1.0, 5.0, 10.0, 16.0, 18.0])
MULTIPLIERS = np.array([1.6, 1.0, 0.9, 1.1, 1.3, 0.25])
AT_BIRTH = np.concatenate([[0.0], np.cumsum(MULTIPLIERS[:-1] * np.diff(AGES))])


def ages(rng):
    """Ages at the start: evenly spread, in no order."""
    return rng.permutation(OLDEST * (np.arange(CHILDREN) + 0.5) / CHILDREN)


def used(age):
    """What of an exponential of intensity one, before the multiplier, is used up between birth and an age."""
    return np.interp(age, AGES, AT_BIRTH) + (np.maximum(age, AGES[-1]) - AGES[-1]) * MULTIPLIERS[-1]


def age_when(spent):
    """The age when so much is used up."""
    band = np.searchsorted(AT_BIRTH[1:], spent, side="right")
    return AGES[band] + (spent - AT_BIRTH[band]) / MULTIPLIERS[band]


def kind(position, uniform):
    """The kind of a step, by a uniform: six times the position plus the destination."""
    return np.searchsorted(CHANCES, position + uniform, side="right")


def memory():
    """The most memory so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def say(name, seconds, steps, peak, years):
    """Prints what a draw took and came to, with mean years of a child in each position."""
    means = ", ".join(f"{place} {value:.4f}" for place, value in zip(NAMES, years))
    print(
        f"{name}: {seconds * 1000:.1f} ms a draw, {steps / seconds / 1e6:.2f} million steps a second, {peak:.0f} MB; "
        f"mean years {means}"
    )
