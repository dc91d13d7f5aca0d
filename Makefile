# Everything a person needs to run, test and rebuild Headwater. `make` alone lists the targets.

TARGET ?= $(or $(CARGO_TARGET_DIR),target)
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
CHROMIUM ?= /usr/bin/chromium

.DEFAULT_GOAL := help
.PHONY: help setup demo test format lint unit browser bench peers curves engine assets record reference rules keys

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what is missing: Node packages and a browser for the tests (Debian)
	@command -v cargo >/dev/null || { echo "cargo is missing: install Rust from https://rustup.rs"; exit 1; }
	@command -v npm >/dev/null || { $(SUDO) apt-get update && $(SUDO) apt-get install -y nodejs npm; }
	@test -x $(CHROMIUM) && command -v chromedriver >/dev/null \
		|| { $(SUDO) apt-get update && $(SUDO) apt-get install -y chromium chromium-driver; }
	@$(MAKE) --no-print-directory frontend/node_modules/.package-lock.json

# npm writes this file last, so it is as old as the packages are.
frontend/node_modules/.package-lock.json: frontend/package.json frontend/package-lock.json
	cd frontend && npm ci --no-audit --no-fund
	@touch $@

demo: ## Show the pages at http://127.0.0.1:8080
	cargo run --release --bin headwater -- demo

test: setup format lint unit browser ## Check format and lints, then run all tests, also in a browser

format:
	cargo fmt --check

lint:
	cargo clippy --workspace --all-targets -- -D warnings

unit:
	cargo test --workspace

# The program is built with the profile of the tests: `cargo test` has compiled nearly all of it already.
browser:
	cargo build --profile test --bin headwater
	HEADWATER_BIN=$(TARGET)/debug/headwater CHROMIUM=$(CHROMIUM) node --test tests/browser/*.test.mjs

bench: ## Measure the stated budgets
	cargo bench --workspace

peers: ## Measure beside the sector's own tools, from PyPI (10 minutes, needs Python)
	cargo build --release --bin headwater
	bench/peers.sh $(TARGET)/release/headwater $(TARGET)/peers

curves: ## Measure curves beside R's survfit and lifelines (needs r-cran-survival, Python)
	cargo build --release --bin headwater
	bench/curves.sh $(TARGET)/release/headwater $(TARGET)/curves

engine: ## Measure the engine's job beside NumPy and heormodel, from PyPI (needs Python)
	bench/engine.sh $(TARGET)/engine

assets: frontend/node_modules/.package-lock.json ## Rebuild the stylesheets and scripts from npm
	cd frontend && node build.mjs

record: ## Run the back-test again and keep its record for the pages (minutes)
	cargo run --release --bin headwater -- backtest --record crates/chain/record

rules: ## Write docs/findings.md from the rules
	cargo run -p xtask -- rules

keys: ## Write docs/scenario-keys.md from the keys of the language
	cargo run -p xtask -- scenario-keys

reference: ## Rebuild the tables of public statistics from a folder of published files: make reference FROM=folder
	cargo run -p xtask -- reference --from $(FROM)
