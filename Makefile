# Every command works on a fresh clone: it sets up what it needs, and skips what is done already.

PYTHON ?= python3
BIN := .venv/bin
BASE := .venv/base.installed
DEV := .venv/dev.installed
ASSETS := node_modules/.package-lock.json
STATIC := build/static/staticfiles.json
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))

.PHONY: run serve test faults check format messages requirements help
.DELETE_ON_ERROR:
.SUFFIXES:

help:
	@echo "make run     the site with demo content on http://127.0.0.1:8000"
	@echo "make serve   the site in production, from the environment"
	@echo "make test    the whole test suite, browser tests included"
	@echo "make faults  the long fault tests: kills, floods, a full disk (some minutes)"
	@echo "make check   format, lint, types, floors, templates, migrations, translations"
	@echo "make format  write what make check would complain about"

# The environment beats these.
run: export DEBUG ?= 0
run: export DEMO ?= 1
run: export HTTPS ?= 0
run: export PORT ?= 8000
run: export DATA_DIR ?= var/demo
run: $(BASE) $(CATALOGUES) $(STATIC)
	@echo "Preparing the database …"
	@$(BIN)/python manage.py migrate --verbosity 0
	@[ "$$DEMO" = 0 ] || $(BIN)/python manage.py demo --if-empty
	@echo "The site is on http://127.0.0.1:$$PORT (Ctrl-C stops it)"
	@exec $(BIN)/python manage.py serve

serve: $(BASE) $(CATALOGUES) $(STATIC)
	@$(BIN)/python manage.py check --deploy --fail-level WARNING
	@$(BIN)/python manage.py migrate --verbosity 0
	@exec $(BIN)/python manage.py serve

test: $(DEV) $(CATALOGUES) $(STATIC)
	@$(BIN)/python -m tests.browser.chromium
	@$(BIN)/pytest --numprocesses auto

faults: $(DEV) $(CATALOGUES) $(STATIC)
	@$(BIN)/pytest -m faults -s tests/faults

check: $(DEV) $(CATALOGUES)
	@$(BIN)/ruff format --check --quiet . || { echo "Run make format."; exit 1; }
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@git ls-files '*.html' | xargs $(BIN)/djade --check --target-version 5.2
	@git ls-files '*.html' | xargs $(BIN)/djhtml --check --tabwidth 2
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python manage.py check
	@$(BIN)/python manage.py messages --check

format: $(DEV)
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .
	@git ls-files '*.html' | xargs $(BIN)/djade --target-version 5.2 || true
	@git ls-files '*.html' | xargs $(BIN)/djhtml --tabwidth 2 || true

messages: $(DEV)
	@$(BIN)/python manage.py messages

requirements: $(DEV)
	@compile="$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --no-annotate pyproject.toml"; \
	$$compile -o requirements/base.txt; \
	$$compile --group dev -o requirements/dev.txt; \
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --no-annotate --group node -o requirements/node.txt

.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Install Python 3.11 or newer (on Debian: apt-get install python3 python3-venv)."; exit 1; }
	@echo "Making the virtual environment …"
	@$(PYTHON) -m venv .venv || \
		{ rm -rf .venv; echo "Install Python's venv (on Debian: apt-get install python3-venv)."; exit 1; }

$(BASE): requirements/base.txt | .venv/pyvenv.cfg
	@echo "Installing Python packages …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(DEV): requirements/dev.txt $(BASE)
	@echo "Installing the developers' tools …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# Node is needed once, to fetch style sheets and fonts; a machine without it gets it from PyPI.
$(ASSETS): package-lock.json | $(BASE)
	@echo "Fetching style sheets and fonts …"
	@if command -v npm >/dev/null; then npm ci --ignore-scripts --loglevel=error >/dev/null; else \
		echo "Node is missing here: installing it into .venv …"; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
			-r requirements/node.txt && \
		NODE_USE_SYSTEM_CA=1 $(BIN)/npm ci --ignore-scripts --loglevel=error >/dev/null; fi
	@touch $@

$(STATIC): $(shell find static) $(ASSETS) $(BASE)
	@echo "Collecting and compressing static files …"
	@$(BIN)/python manage.py collectstatic --noinput --clear --verbosity 0

%.mo: %.po | $(BASE)
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
