# make run    open the dashboard (RETURNS=folder for a council's own returns)
# make test   lint, types, layers and the tests
# make bench  the further attacks and populations, and the benchmark table
# make lock   write requirements*.txt anew after editing requirements*.in

PYTHON  ?= python3
VENV    := .venv
BIN     := $(VENV)/bin
RETURNS ?=
export PYTHONDONTWRITEBYTECODE = 1

.DEFAULT_GOAL := run
.PHONY: run test bench lock browser clean

run: $(VENV)/.installed
	$(BIN)/python -m lib prepare
	CLOSER_TO_HOME_RETURNS="$(RETURNS)" $(BIN)/python -m streamlit run asgi.py

test: $(VENV)/.installed-dev browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m lib prepare
	$(BIN)/python -m lib sources verify
	$(BIN)/python -m pytest -n 2 --dist loadgroup tests

bench: $(VENV)/.installed-dev browser
	$(BIN)/python -m lib prepare
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m in_full tests
	@sh tests/benchmarks/install_libreoffice.sh
	$(BIN)/python -m tests.benchmarks

lock: $(VENV)/.installed-dev
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements-dev.in -o requirements-dev.txt

browser:
	@sh tests/browser/install_chromium.sh

clean:
	rm -rf $(VENV)

$(VENV)/pyvenv.cfg:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt $(VENV)/pyvenv.cfg
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@
