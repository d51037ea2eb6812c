# `make` or `make help` lists the commands.
PYTHON ?= python3
VENV_PYTHON := .venv/bin/python
PIP_INSTALL := $(VENV_PYTHON) -m pip install --quiet --quiet --disable-pip-version-check --require-hashes
COMPILE := .venv/bin/uv pip compile pyproject.toml --quiet --universal --generate-hashes --custom-compile-command "make lock"

.DEFAULT_GOAL := help
# Tests call make too, and read its last line.
MAKEFLAGS += --no-print-directory
.DELETE_ON_ERROR:
.PHONY: help site serve publish test check audit bench compare lock schema clean

help: ## List the commands
	@sed -n 's/^\([a-z]*\):[^#]*## /make \1\t/p' Makefile | expand -t 14

site: .venv/.site-installed ## Build the site into public/
	@$(VENV_PYTHON) build.py build

serve: .venv/.site-installed ## Build the site and show it on this machine
	@$(VENV_PYTHON) build.py serve

publish: .venv/.site-installed ## Check the site, build its release, bring it to its host (PUBLISH_ARGS=--dry-run)
	@$(VENV_PYTHON) build.py publish $(PUBLISH_ARGS)

test: .venv/.test-installed ## Install what testing needs, run every test (PYTEST_ARGS="-k menu")
	@tools/install-test-programs
	@$(VENV_PYTHON) -m pytest $(PYTEST_ARGS)

check: .venv/.test-installed ## Format, lint, types, the site's own check and the quick tests, in under a minute
	@$(VENV_PYTHON) -m ruff format --check .
	@$(VENV_PYTHON) -m ruff check .
	@$(VENV_PYTHON) -m mypy
	@$(VENV_PYTHON) build.py check --strict
	@$(VENV_PYTHON) -m pytest -m "not browser and not slow" $(PYTEST_ARGS)

audit: .venv/.test-installed ## Look at every page with Lighthouse, ten minutes (AUDIT_ARGS="--pages /,/prices/ --runs 3")
	@tools/install-test-programs
	@$(VENV_PYTHON) -m tools.audit $(AUDIT_ARGS)

bench: .venv/.site-installed ## Time the build of the practice's site
	@$(VENV_PYTHON) benchmarks/practice_build.py

compare: .venv/.site-installed ## Compare with other engines, an hour or two (COMPARE_ARGS="--sizes 50,1000")
	@tools/install-peers
	@$(VENV_PYTHON) benchmarks/compare.py $(COMPARE_ARGS)

schema: .venv/.site-installed ## Write the JSON Schemas that give an editor completion
	@$(VENV_PYTHON) build.py schema

lock: .venv/.test-installed ## Lock pyproject.toml and package.json again (LOCK_ARGS=--upgrade for newer versions)
	@$(COMPILE) $(LOCK_ARGS) --output-file requirements.txt
	@$(COMPILE) $(LOCK_ARGS) --extra test --constraint requirements.txt --output-file requirements-test.txt
	@npm install --package-lock-only

clean: ## Remove everything that these commands made
	rm -rf .venv node_modules public public.* .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@tools/create-venv $(PYTHON)

.venv/.site-installed: requirements.txt
.venv/.test-installed: requirements-test.txt
# Order-only on the interpreter: its date is the system's, and says nothing about the packages.
.venv/.%-installed: | .venv/bin/python
	@echo "Installing the Python packages of $< into .venv"
	@$(PIP_INSTALL) --requirement $< || { echo "Not installed. Is the network there? Try again: make" >&2; exit 1; }
	@touch $@
