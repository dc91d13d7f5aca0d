"""Runs the sector's census validator on one file: XML to tables, then all rules of 2025."""

import contextlib
import importlib
import io
import sys
import warnings
import xml.etree.ElementTree as ElementTree

warnings.filterwarnings("ignore")
from cin_validator import cin_validator  # noqa: E402

rules = importlib.import_module("cin_validator.rules.cin2024_25").registry
with contextlib.redirect_stdout(io.StringIO()):
    tables = cin_validator.process_data(cin_validator.convert_data(ElementTree.parse(sys.argv[1]).getroot()))
    done = cin_validator.CinValidator(tables, rules, selected_rules=None)
print(len(done.full_issue_df))
