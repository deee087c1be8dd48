# Two commands on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check eval bench docs clean

$(VENV)/.base: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.test: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@

demo: $(VENV)/.base
	$(BIN)/standpunkt demo

test: $(VENV)/.test
	$(BIN)/python -m pytest -n auto

check: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/check.py

# Quality on the development data (beside the project in ../shared, or where STANDPUNKT_SHARED says).
eval: $(VENV)/.test
	$(BIN)/python -m benchmarks.evaluate

$(VENV)/.bench: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test,bench]'
	@touch $@

# Speed against peers, one script a comparison, all in one run.
bench: $(VENV)/.bench
	@set -e; for script in benchmarks/bench_*.py; do \
		test -e "$$script" || { echo "bench: there is no benchmarks/bench_*.py"; exit 1; }; \
		echo "== $$script"; $(BIN)/python "$$script"; done

# What the documentation shows is printed anew by the product, then checked.
docs: $(VENV)/.test
	$(BIN)/python docs/check.py --write
	$(BIN)/python docs/check.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
