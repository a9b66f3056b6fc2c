# Everything needed is set up by the targets themselves: python3 (3.11 or later), make and git suffice to begin.
# make PYTHON=… chooses another Python, make demo PORT=… another port.

.DEFAULT_GOAL := help
.PHONY: help install demo test test-long bench lint format translations score clean

export PYTHON ?= python3
export PORT ?=
BIN := .venv/bin

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)$$/\1@\2/p' Makefile | while IFS=@ read -r name text; do printf '  make %-14s %s\n' "$$name" "$$text"; done

install: ## Make .venv with the command .venv/bin/tongket
	@scripts/bootstrap

demo: install ## Typhoon Yagi: write the report as docx and pdf, then serve the site on this machine
	@scripts/demo

test: lint ## All checks and tests but the long ones
	$(BIN)/pytest -q -m "not long"

test-long: ## The tests that take minutes
	@scripts/bootstrap test
	$(BIN)/pytest -q -m long

bench: ## Measure: the roll-up beside DuckDB, Polars and PostgreSQL (OUT=FILE for JSON, SCALE=0.1 for a tenth), extraction, the page, and a hundred units that fill in at once
	@scripts/bootstrap bench test
	SCALE="$(SCALE)" OUT="$(OUT)" $(BIN)/python -m benchmarks.rollup
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.page
	$(BIN)/python -m benchmarks.load

lint: ## Style, types, import contracts, migrations
	@scripts/bootstrap test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy tongket scripts
	$(BIN)/lint-imports --config importlinter.ini
	DATABASE_URL=sqlite://:memory: DJANGO_SETTINGS_MODULE=tongket.config.settings.test $(BIN)/django-admin makemigrations --check --dry-run

format: ## Format the code and mend what can be mended by itself
	@scripts/bootstrap test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

score: ## Score the extraction of directives on the shared corpus, held-out documents apart
	@scripts/bootstrap test
	@$(BIN)/python scripts/score.py

translations: ## Gather texts into the catalogue and compile it
	@scripts/bootstrap test
	$(BIN)/python scripts/translations.py

clean: ## Remove what the targets made; data in var stays
	rm -rf .venv .uv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
