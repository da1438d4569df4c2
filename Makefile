# app         install what is needed into .venv, compile, open the page in a browser
# test        what every change must pass: lint, format, types, layers, tests (both Mesa lines)
# test-full   the same with the slow tests, the browser matrix and branch coverage
# bench       the timed demands
# screenshots the pictures of the documentation
# clean       remove environments and caches

.DEFAULT_GOAL := app
.DELETE_ON_ERROR:
.PHONY: app test test-full check pytest pytest-312 bench screenshots clean

# python3 where it is of a supported version, else the first supported one found.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null \
	&& command -v "$$p" && break; done)
# A second Python for the newer Mesa line; empty where there is none, or where .venv has it already.
PYTHON312 ?= $(shell "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info >= (3, 12))' 2>/dev/null \
	&& for p in python3.12 "$$HOME"/.pyenv/versions/3.12*/bin/python3.12; do \
	"$$p" -c 'import ensurepip' 2>/dev/null && command -v "$$p" && break; done)

JOBS ?= 2
PIP = python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
PYTEST = bin/python -m pytest --numprocesses $(JOBS) --dist loadfile --quiet
RULES = $(wildcard agents/*.py twin/mechanisms/*.py twin/mechanisms/*/*.py)

app: .venv/.warm
	.venv/bin/twin serve --open

test: check pytest $(if $(PYTHON312),pytest-312)

check: .venv/.dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

# The browser's driver keeps an event loop in its process: its tests get processes of their own.
QUICK = not slow and not full
pytest: .venv/.dev .venv/.warm
	.venv/$(PYTEST) -m "$(QUICK) and not browser"
	.venv/$(PYTEST) -m "$(QUICK) and browser"

# The other Mesa line, and the other Python: what meets Mesa, and the numbers, which must be the same.
ON_BOTH = tests/agents tests/baseline tests/properties/test_reproducible.py tests/properties/test_draws.py \
	tests/properties/test_agent_order.py tests/twin/test_mesa_city.py tests/twin/test_solaraviz.py \
	tests/twin/test_run.py tests/twin/test_workers.py tests/test_examples.py tests/test_readme.py
pytest-312: .venv312/.dev .venv312/.warm
	.venv312/$(PYTEST) -m "$(QUICK) and not browser" $(ON_BOTH)

# Lines of kernels are measured where tests run them as plain Python (NUMBA_DISABLE_JIT=1).
test-full: check .venv/.warm
	.venv/$(PYTEST) -m "" --cov --cov-fail-under=90
	$(if $(PYTHON312),$(MAKE) pytest-312)

bench: .venv/.dev .venv/.warm
	.venv/bin/twin bench

screenshots: .venv/.dev .venv/.warm
	.venv/bin/python -m tests.browser.screenshots

clean:
	rm -rf .venv .venv312 build dist htmlcov .coverage .coverage.* .hypothesis .import_linter_cache \
		.mypy_cache .pytest_cache .ruff_cache
	find agents twin tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamp files: an environment is made once and renewed when what it is made from changes.
.venv/.installed: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed and was not found"; exit 2; }
	@echo "Installing into .venv: some minutes the first time, about 1.3 GB."
	"$(PYTHON)" -m venv .venv
	.venv/bin/$(PIP) --editable .
	touch $@

.venv/.dev: .venv/.installed
	.venv/bin/$(PIP) --editable ".[dev]"
	touch $@

.venv312/.dev: pyproject.toml constraints.txt
	"$(PYTHON312)" -m venv .venv312
	.venv312/bin/$(PIP) --editable ".[dev]"
	touch $@

# Compiling the rules takes up to a minute and is kept on disk: here, so that no user waits for it.
.venv/.warm: .venv/.installed $(RULES)
	.venv/bin/twin doctor --warm
	touch $@

.venv312/.warm: .venv312/.dev $(RULES)
	.venv312/bin/twin doctor --warm
	touch $@
