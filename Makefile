# Hiwar Studio. `make help` lists what there is. Every target sets up what it needs.
PYTHON ?= python3
BIN := .venv/bin
TESTS ?= -n 2

.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint format bench installer test-installer lock clean distclean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Make .venv with the locked packages and Qt's libraries; quick when nothing changed
	@$(PYTHON) resources/tools/setup_env.py

demo: setup ## Make two films, two infographics and two contact sheets in out/
	@$(BIN)/studio demo out

test: check ## Check everything, then run every test (TESTS="-n 0 tests/unit/text" for some)
	@$(BIN)/python -m pytest $(TESTS)

check: lint ## Lint, types and the layers of the code
	@$(BIN)/mypy
	@$(BIN)/lint-imports

lint: setup ## Lint and formatting
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

format: setup ## Mend what lint and formatting can mend by themselves
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

bench: setup ## Time the renderer beside the encoder alone and MoviePy
	@$(BIN)/studio bench

installer: setup ## Freeze the program into dist/, for people without Python (ARCHIVE=1: one file of it)
	@$(BIN)/python -m resources.tools.installer.build $(if $(ARCHIVE),--archive)

test-installer: setup ## Freeze the program, and try it as somebody has it who never heard of Python
	@$(BIN)/python -m pytest -m installer tests/installer

UV_COMPILE = build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--no-emit-index-url --generate-hashes --no-annotate --custom-compile-command "make lock" $(UPGRADE)

lock: ## Write requirements/ anew after a change of pyproject.toml (UPGRADE=--upgrade for newer ones)
	@$(PYTHON) -m venv build/lock
	@build/lock/bin/python -m pip install --quiet uv
	@$(UV_COMPILE) --extra dev pyproject.toml -o requirements/dev.txt
	@$(UV_COMPILE) -c requirements/dev.txt pyproject.toml -o requirements/runtime.txt

clean: ## Remove what was made, but not .venv
	@rm -rf out build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find studio tests resources -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## Remove .venv too
	@rm -rf .venv
