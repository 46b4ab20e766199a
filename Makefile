# Two commands: `make run` shows the desk with the demo newsroom's flags, `make test` proves the house. See CONTRIBUTING.md.

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3)
BIN := .venv/bin
STAMP := .venv/.installed
HOME_DIR ?= copydesk-data
TESTS ?= tests
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help install needs run test lint format bench pages docs clean
.DEFAULT_GOAL := help

help: ## say what each target does
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

$(STAMP): pyproject.toml constraints.txt constraints-dev.txt
	@echo "Installing into .venv: about 1 GB, a minute or two, only this once."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r constraints.txt -r constraints-dev.txt
	@# setuptools warns of each folder of .sql files that it is no package
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@$(BIN)/python -m pip check --quiet
	@touch $@

install: $(STAMP) ## make .venv and install the pinned set (again in a second)

needs: install ## have what the tests need of the machine: a browser, PostgreSQL, openssl, systemd's checker
	@$(BIN)/python tests/needs.py

run: install ## the demo newsroom, fetched, checked and shown on http://127.0.0.1:8377
	$(BIN)/copydesk demo --home $(HOME_DIR)

test: install needs ## every test, on two workers, a file on one of them
	$(BIN)/python -m pytest -n 2 --dist loadfile -q $(TESTS)

lint: install ## ruff, mypy, import-linter, sqlfluff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint --disable-progress-bar checks flows warehouse

format: install ## write every file as the linters want it
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: install ## every figure that bench/ measures, against its floor
	@status=0; for script in $$(grep -l __main__ bench/*.py); do echo "== $$script"; $(BIN)/python $$script || status=1; done; exit $$status

pages: install ## the pages that are made from code and check files
	$(BIN)/python -m copydesk.reference
	$(BIN)/python -m copydesk.manual

docs: install ## the documentation as a site, offline, every link checked
	$(BIN)/mkdocs build --strict --quiet

clean: ## what a build or a test left behind
	rm -rf build dist site *.egg-info .mypy_cache .ruff_cache .import_linter_cache
