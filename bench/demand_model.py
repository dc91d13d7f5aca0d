"""Runs the sector's placement forecast on a folder of SSDA903 years: files to rates and two years, day by day."""

import sys

import pandas as pd
from cs_demand_model import Config, DemandModellingDataContainer, ModelPredictor, PopulationStats, fs_datastore

config = Config()
data = DemandModellingDataContainer(fs_datastore(sys.argv[1]), config)
stats = PopulationStats(data.enriched_view, config)
start, end = pd.to_datetime("2022-04-01"), pd.to_datetime("2025-03-31")
forecast = ModelPredictor.from_model(stats, start, end, end).predict(730, step_days=1)
print(forecast.tail(1).sum(axis=1))
