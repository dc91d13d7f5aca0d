"""The job of the engine in NumPy, all children at once and a step at a time, with full accounts by year."""

import time

import numpy as np
from six_positions import CHILDREN, LEFT, NAMES, STAYS, YEARS, age_when, ages, kind, memory, say, used

POSITIONS = len(NAMES)
REPEATS = 100


def draw(rng, start):
    """Steps by year and kind; person-years and children present at the end, by year and position."""
    kinds = np.zeros(YEARS * POSITIONS * POSITIONS)
    rest = np.zeros(YEARS * POSITIONS * POSITIONS)
    position = np.zeros(CHILDREN, dtype=np.intp)
    spent = used(start)
    while position.size:
        spent = spent + rng.standard_exponential(position.size) * STAYS[position]
        cell = kind(position, rng.random(position.size))
        now = age_when(spent) - start
        in_time = now < YEARS
        now, start, spent, cell = now[in_time], start[in_time], spent[in_time], cell[in_time]
        # A step moves what is left of its year from one position to another: all accounts follow from these sums.
        year = now.astype(np.intp)
        there = cell % POSITIONS
        cell += year * POSITIONS * POSITIONS
        kinds += np.bincount(cell, minlength=kinds.size)
        rest += np.bincount(cell, weights=year + 1 - now, minlength=rest.size)
        stays = there != LEFT
        position, start, spent = there[stays], start[stays], spent[stays]
    kinds = kinds.reshape(YEARS, POSITIONS, POSITIONS)
    rest = rest.reshape(YEARS, POSITIONS, POSITIONS)
    present = np.cumsum(kinds.sum(axis=1) - kinds.sum(axis=2), axis=0)
    present[:, 0] += CHILDREN
    before = np.vstack([[CHILDREN] + [0] * LEFT, present[:-1]])
    return kinds, before + rest.sum(axis=1) - rest.sum(axis=2), present


rng = np.random.default_rng(1)
start = ages(rng)
times, steps, years = [], 0.0, np.zeros(POSITIONS)
for _ in range(REPEATS):
    started = time.perf_counter()
    kinds, spent, _present = draw(rng, start)
    times.append(time.perf_counter() - started)
    steps += kinds.sum() / REPEATS
    years += spent.sum(axis=0) / CHILDREN / REPEATS
say(f"NumPy {np.__version__}, one core", min(times), steps, memory(), years)
