# Everything a clone needs; a second call of any target does only what has changed. `make help` lists the targets.
# All paths are relative, so the checkout may lie in a folder with spaces in its name.

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check
SHIRUBE := $(VENV)/bin/shirube
# Of several Pythons on PATH the first that is new enough; another one: make run PYTHON=/path/to/python3
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
	$$p -c 'import sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' >/dev/null 2>&1 && { echo $$p; break; }; done)
# The library that `run` and `demo` work on: SHIRUBE_HOME, else a folder of this checkout.
HOME_OF_RUN = SHIRUBE_HOME="$${SHIRUBE_HOME:-$$PWD/.shirube}"
# The papers of an invented city go into the checkout's own library always, into a library of one's own only when it is new.
SAMPLES = if [ -z "$$SHIRUBE_HOME" ] || [ ! -e "$$SHIRUBE_HOME/library.sqlite" ]; then $(HOME_OF_RUN) $(SHIRUBE) ingest corpus/papers; fi
QUESTION ?= 生成AIの試行にかかる経費はいくらですか
# For the commands behind the targets: make run APP="--port 8600 --no-browser", make bench BENCH="--only start".
APP ?=
BENCH ?=
TESTS ?=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run demo test test-all lint bench lock clean

help: ## this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 18

run: $(VENV)/.run-ready ## set up, take in the sample papers, open the app at 127.0.0.1
	@$(SAMPLES)
	@$(HOME_OF_RUN) $(SHIRUBE) app $(APP)

demo: $(VENV)/.run-ready ## samples in, one question asked, its cited answer printed
	@$(SAMPLES)
	@$(HOME_OF_RUN) $(SHIRUBE) ask "$(QUESTION)"

test: lint ## lint, then the tests, without the slow ones (TESTS="-k name" narrows them)
	$(PY) -m pytest $(ON_ALL_CORES) -m "not slow" $(TESTS)

test-all: lint ## the slow tests too
	$(PY) -m pytest $(TESTS)

# A file of tests stays on one core: its fixtures are made once. Slow tests measure and have the machine to themselves.
ON_ALL_CORES := -n logical --maxprocesses 4 --dist loadfile

lint: $(VENV)/.test-ready ## ruff and mypy --strict over the whole tree
	$(PY) -m ruff check .
	$(PY) -m mypy

bench: $(VENV)/.test-ready ## figures and ratios, nothing fails on a time (SHIRUBE_TEST_DATA=folder for more papers)
	$(PY) -m tests.bench $(BENCH)

lock: $(VENV)/.uv-ready ## renew both lock files
	$(VENV)/lock/bin/python -m uv pip compile $(LOCK) --upgrade --output-file requirements.lock
	$(VENV)/lock/bin/python -m uv pip compile $(LOCK) --group dev --constraint requirements.lock --output-file requirements-dev.lock

LOCK = pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet

clean: ## remove the environment and what tools leave behind; the library stays
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A half-made environment (no pip in it) is made anew.
$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 with the venv module is needed: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PY) -m pip --version >/dev/null 2>&1 || "$(PYTHON)" -m venv --clear $(VENV)
	@touch $@

# The locks hold setuptools, so installing Shirube itself fetches nothing.
$(VENV)/.run-ready: requirements.lock pyproject.toml | $(VENV)/.made
	@echo "Installing what Shirube runs on (some minutes the first time) ..." >&2
	@$(PIP) install -qq --require-hashes -r requirements.lock
	@$(PIP) install -qq --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test-ready: requirements-dev.lock pyproject.toml | $(VENV)/.made
	@echo "Installing what Shirube and its tests run on (some minutes the first time) ..." >&2
	@$(PIP) install -qq --require-hashes -r requirements-dev.lock
	@$(PIP) install -qq --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.run-ready

$(VENV)/.uv-ready: | $(VENV)/.made
	@$(PY) -m venv $(VENV)/lock && $(VENV)/lock/bin/python -m pip --disable-pip-version-check install --quiet "uv>=0.9"
	@touch $@
