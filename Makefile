# Lossland. `make run` and `make test` are all there is to know; `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
DATA_DIR ?= data

VENV := .venv
BIN := $(VENV)/bin
STATIC := backend/lossland/static
PYTHON_STAMP := $(VENV)/.installed
NODE_STAMP := frontend/node_modules/.installed
PAGE := $(STATIC)/index.html
CATALOGUE := $(STATIC)/catalogue.json
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix frontend

.PHONY: help setup page run check test test-all bench format lock wheel browser clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1 \t/' | expand -t 18

setup: $(PYTHON_STAMP) $(PAGE) $(CATALOGUE) ## install what is pinned, build the page and the catalogue

page: $(PAGE) ## build the page

run: setup ## serve on HOST, PORT with DATA_DIR (127.0.0.1, 8000, data)
	@exec $(BIN)/lossland serve --host "$(HOST)" --port "$(PORT)" --data-dir "$(DATA_DIR)"

check: setup ## while working: style, types, vitest, and the tests that changes since main can have broken
	@$(BIN)/python scripts/test.py check

test: setup browser ## what proves a clone: every check, test, lab and story; ends with a count
	@$(BIN)/python scripts/test.py $(TESTS)

test-all: setup browser ## before a release: the grids, every seed and other examples too
	@$(BIN)/python scripts/test.py all

bench: setup ## speed as ratios of one run, also in bench.json
	@$(BIN)/python -m tests.bench

format: $(PYTHON_STAMP) $(NODE_STAMP) ## lay out the source
	$(BIN)/ruff check --fix-only --quiet . && $(BIN)/ruff format --quiet .
	$(NPM) run --silent format

lock: $(PYTHON_STAMP) ## renew constraints.txt from what pyproject.toml allows now
	$(BIN)/python scripts/lock.py

wheel: setup ## a wheel that serves the page without Node
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

browser: $(PYTHON_STAMP)
	@scripts/browser.sh

clean: ## remove everything that was installed or built
	rm -rf $(VENV) $(STATIC) frontend/node_modules dist

# A CPU build of torch among the machine's own wheels is taken first (pip would prefer the index, whose hashes it knows
# before it downloads). Hashes are checked for every file of the lock; the last step adds what only some platforms need
# (CUDA libraries).
$(PYTHON_STAMP): constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Lossland needs Python 3.11 or newer, this is " + sys.version.split()[0])'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing Python packages (some minutes the first time) ..."
	@sed -n '/^torch==/,/[^\\]$$/p' constraints.txt > $(VENV)/torch.txt
	@$(PIP) --require-hashes --no-deps --no-index -r $(VENV)/torch.txt 2> /dev/null || true
	@$(PIP) --require-hashes --no-deps -r constraints.txt
	@$(PIP) --no-build-isolation --editable '.[dev]'
	@touch $@

$(NODE_STAMP): frontend/package-lock.json $(PYTHON_STAMP)
	@scripts/node.sh $(BIN)
	@echo "Installing the page's packages ..."
	@$(NPM) ci --silent --no-audit --no-fund
	@touch $@

$(PAGE): $(NODE_STAMP) $(shell find frontend -type f -not -path '*/node_modules/*' 2>/dev/null)
	@echo "Building the page ..."
	@$(NPM) run --silent build
	@touch $@

$(CATALOGUE): $(PYTHON_STAMP) $(shell find backend/lossland -type f \( -name '*.py' -o -name '*.md' \))
	@echo "Building the catalogue ..."
	@$(BIN)/lossland catalogue $@
