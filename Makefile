# Everything a newcomer types. `make help` lists it.
.DEFAULT_GOAL := help
.PHONY: help atlas test check geodata bench lock wheel clean

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

help: ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

atlas: .venv/.run ## Write every map and table of the built-in case to maps/
	$(BIN)/ortoo atlas --out maps

test: .venv/.dev ## Run every test (needs no network)
	$(BIN)/python -m pytest -n 2 $(PYTEST)

check: .venv/.dev ## Format, lint, types, architecture
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_architecture.py

geodata: .venv/.dev ## Rebuild geodata/ from pinned packages and compare byte for byte
	$(BIN)/python -m tools.build_geodata --check

bench: .venv/.bench ## Compare speed with other engines, answers verified equal
	$(BIN)/python -m benchmarks

wheel: .venv/.run ## Build dist/ortoo-*.whl
	$(BIN)/python -m pip --disable-pip-version-check wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

lock: ## Renew requirements/*.txt (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" --group build -o requirements/run.txt pyproject.toml
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" --group build --group test --group check -c requirements/run.txt -o requirements/dev.txt pyproject.toml
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" --group build --group bench -c requirements/dev.txt -o requirements/bench.txt pyproject.toml

clean: ## Remove what make made
	rm -rf .venv build dist

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.run: requirements/run.txt pyproject.toml | .venv/bin/python
	$(PIP) --require-hashes --only-binary :all: -r requirements/run.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

.venv/.dev: .venv/.run requirements/dev.txt
	$(PIP) --require-hashes --only-binary :all: -r requirements/dev.txt
	touch $@

.venv/.bench: .venv/.run requirements/bench.txt
	$(PIP) --require-hashes --only-binary :all: -r requirements/bench.txt
	touch $@
