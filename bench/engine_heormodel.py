"""The job of the engine in heormodel's continuous clock: costs and effects only, which is what it keeps by itself."""

import time
from importlib.metadata import version

import numpy as np
import pandas as pd
from heormodel.models import MicrosimModel
from heormodel.run import run_psa
from six_positions import CHILDREN, NAMES, STAYS, YEARS, age_when, ages, kind, memory, say, used

REPEATS, CHECKED = 30, 20


def event_times(_params, _intervention, state, attrs, rng):
    """One unit exponential through the bands of age, and one destination: the other steps do not happen."""
    age = attrs["age"].to_numpy() + attrs["time"].to_numpy()
    spent = used(age) + rng.standard_exponential(state.size) * STAYS[state]
    times = np.full((state.size, len(NAMES)), np.inf)
    there = kind(state, rng.random(state.size)) % len(NAMES)
    times[np.arange(state.size), there] = age_when(spent) - age
    return times


def rewards(_params, _intervention, state, _attrs):
    """Years looked after stand for costs, years in the first position for effects."""
    return (state == NAMES.index("looked after")) * 1.0, (state == 0) * 1.0


model = MicrosimModel.continuous(
    states=tuple(NAMES),
    event_times=event_times,
    state_reward_rates=rewards,
    interventions=["none"],
    horizon=YEARS,
    population=lambda rng, _n: pd.DataFrame({"age": ages(rng)}),
    n_individuals=CHILDREN,
    discount_rate=0.0,
)


def run(draws, **options):
    """So many draws, and how long they took."""
    matrix = pd.DataFrame({"nothing": np.zeros(draws)}, index=pd.RangeIndex(draws, name="iteration"))
    started = time.perf_counter()
    result = run_psa(model, matrix, seed=1, sequential=True, **options)
    return result, (time.perf_counter() - started) / draws


best = min(run(1)[1] for _ in range(REPEATS))
peak = memory()

# What it comes to, from its log of steps, which is neither timed nor weighed.
log = run(CHECKED, collect="events")[0].events
years = np.zeros(len(NAMES))
years[0] = YEARS
for column, sign in (("from_state", -1), ("to_state", 1)):
    rest = (YEARS - log["time"]).groupby(log[column]).sum()
    years += sign * rest.reindex(NAMES, fill_value=0.0).to_numpy() / CHECKED / CHILDREN
say(f"heormodel {version('heormodel')}, one core, no accounts by year", best, len(log) / CHECKED, peak, years)
