# Under Glass. Type `make` for the list of targets.

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
# Tests in a process a core, four at most; one that is done takes over what another has left.
SHARED := -n logical --maxprocesses 4 --dist worksteal

.PHONY: help demo lab notebooks slides datasheet site test test-all mutants bench bench-web lint format lock clean

help: ## list these targets
	@echo "make TARGET, where TARGET is one of"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' Makefile

demo: $(INSTALLED) ## generate, score, explain and mark a country; then open out/index.html
	@$(BIN)/underglass demo

lab: $(INSTALLED) ## open the course in JupyterLab
	@$(BIN)/jupyter-lab notebooks/00_what_was_claimed.ipynb --ContentsManager.hide_globs='["*.py", "__pycache__"]'

notebooks: $(INSTALLED) ## execute every lesson and write its notebook
	@$(BIN)/python -m underglass.course.build

slides: $(INSTALLED) ## build the teacher's slides and printed sheets from the executed lessons
	@$(BIN)/python -m underglass.papers.slides
	@$(BIN)/python -m underglass.papers.sheets

datasheet: $(INSTALLED) ## write DATASHEET.md from the codebook
	@$(BIN)/python -m underglass.showcase.datasheet

site: $(INSTALLED) ## build the page "Be scored" into site/: a folder, and one file to mail
	@$(BIN)/python -m underglass.be_scored.build

test: $(INSTALLED) ## run the tests, the slow ones left out
	@$(BIN)/python -m pytest -m "not slow" $(SHARED)

test-all: $(INSTALLED) ## run every test, those of the page in Chromium too
	@$(BIN)/python -m underglass.be_scored.node
	@$(BIN)/python -m pytest $(SHARED)

mutants: $(INSTALLED) ## break the code on purpose, and see which tests notice (ONLY="gaps" for some)
	@$(BIN)/python -m tests.mutants $(ONLY)

bench: $(INSTALLED) ## measure how long generating, explaining and importing take
	@$(BIN)/python -m benchmarks

bench-web: site ## measure the page at a quarter of the processor's speed, in Chromium
	@$(BIN)/python -m underglass.be_scored.node run --silent bench

lint: $(INSTALLED) ## check style and format, change nothing
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(INSTALLED) ## put the code in the house's format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock: $(INSTALLED) ## write requirements.lock from pyproject.toml (UPGRADE=1 takes newer versions)
	@$(BIN)/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
		--generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links --quiet \
		$(if $(UPGRADE),--upgrade) --custom-compile-command "make lock" -o requirements.lock
	@echo "requirements.lock is written; the next make installs it"

clean: ## remove what was made, .venv included
	rm -rf .venv out site build dist *.egg-info .pytest_cache .ruff_cache .hypothesis
	rm -rf web/be-scored/node_modules web/be-scored/data web/be-scored/dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(INSTALLED): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { \
		echo "There is no $(PYTHON) here. Install Python 3.11 or newer," >&2; \
		echo "or name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$(PYTHON) is $$($(PYTHON) -V 2>&1): Under Glass needs Python 3.11 or newer." >&2; \
		echo "Name one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make virtual environments." >&2; \
		echo "On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Installing the locked packages into .venv: the first time takes a minute or two."
	@$(BIN)/python -c '' 2>/dev/null || $(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--no-deps --no-build-isolation -e .
	@touch $@
