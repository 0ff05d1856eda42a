# Two commands do all the set-up on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
BENCH_STAMP := $(VENV)/.installed-bench

.PHONY: demo test check evaluate bench soak train docs screenshots clean
.DELETE_ON_ERROR:

demo: $(STAMP)
	@mkdir -p out && rm -f out/demo.db out/demo.db-shm out/demo.db-wal
	@$(BIN)/overhorizon demo --store out/demo.db

test: $(DEV_STAMP)
	$(BIN)/pytest -m "not soak"

check: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

evaluate: $(DEV_STAMP)
	$(BIN)/python -m evaluation.gate

bench: $(BENCH_STAMP)
	$(BIN)/python -m evaluation.bench

soak: $(DEV_STAMP)
	$(BIN)/pytest -m soak

# DATA: a folder with the data sets; BASE: the base model's folder. See training/README.md. Goes on from its checkpoint.
train: $(DEV_STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[train]'
	$(BIN)/python -m training.train --data $(DATA) --base $(BASE) --run runs/full

docs: $(DEV_STAMP)
	$(BIN)/python docs/generate_cli.py
	$(BIN)/python docs/generate_pictures.py

# Pictures of the workbench, in Debian's Chromium (apt-get install chromium).
screenshots: $(DEV_STAMP)
	PYTHONPATH=. $(BIN)/python docs/generate_screenshots.py

$(VENV):
	$(PYTHON) -m venv $(VENV)

$(STAMP): pyproject.toml constraints.txt | $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(DEV_STAMP): pyproject.toml constraints.txt | $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

# What the bench measures beside us. Where it cannot be had, the bench says so and measures the rest.
$(BENCH_STAMP): $(DEV_STAMP)
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	@touch $@

clean:
	rm -rf $(VENV) build dist frontend/node_modules src/overhorizon/web/static .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
