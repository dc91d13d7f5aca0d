"""The job of the engine in NumPy, all children at once and a step at a time, with full accounts by year."""

import time

import numpy as np
from six_positions import CHILDREN, INTENSITIES, NAMES, YEARS, after, ages, say

POSITIONS = len(NAMES)
LEFT = POSITIONS - 1
CHECKED = 100

with np.errstate(invalid="ignore"):
    CHANCES = np.cumsum(INTENSITIES, axis=1) / INTENSITIES.sum(axis=1, keepdims=True)


def draw(rng, start):
    """Steps by year and kind; person-years and children present at the end, by year and position."""
    kinds = np.zeros(YEARS * POSITIONS * POSITIONS)
    rest = np.zeros(YEARS * POSITIONS * POSITIONS)
    position = np.zeros(CHILDREN, dtype=np.intp)
    now = np.zeros(CHILDREN)
    age = start
    while position.size:
        wait = after(position, age, rng.standard_exponential(position.size))
        there = (rng.random(position.size)[:, None] >= CHANCES[position, :LEFT]).sum(axis=1)
        now = now + wait
        in_time = now < YEARS
        now, age, there = now[in_time], (age + wait)[in_time], there[in_time]
        # A step moves what is left of its year from one position to another: all accounts follow from these sums.
        year = now.astype(np.intp)
        cell = (year * POSITIONS + position[in_time]) * POSITIONS + there
        kinds += np.bincount(cell, minlength=kinds.size)
        rest += np.bincount(cell, weights=year + 1 - now, minlength=rest.size)
        stays = there != LEFT
        position, now, age = there[stays], now[stays], age[stays]
    kinds = kinds.reshape(YEARS, POSITIONS, POSITIONS)
    rest = rest.reshape(YEARS, POSITIONS, POSITIONS)
    present = np.cumsum(kinds.sum(axis=1) - kinds.sum(axis=2), axis=0)
    present[:, 0] += CHILDREN
    before = np.vstack([[CHILDREN] + [0] * LEFT, present[:-1]])
    return kinds, before + rest.sum(axis=1) - rest.sum(axis=2), present


rng = np.random.default_rng(1)
start = ages(rng)
times, steps, years = [], 0.0, np.zeros(POSITIONS)
for _ in range(CHECKED):
    started = time.perf_counter()
    kinds, spent, _present = draw(rng, start)
    times.append(time.perf_counter() - started)
    steps += kinds.sum() / CHECKED
    years += spent.sum(axis=0) / CHILDREN / CHECKED
say("NumPy " + np.__version__, min(times), steps, years)
