# `make run` and `make test` do everything themselves, on a bare Debian machine with Python 3.11.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory
# What Debian has to give comes before what is made with it.
.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help run run-intranet setup test check lint faults bench pictures translations clean debian-for-running debian-for-testing

PYTHON ?= python3
PORT ?= 8000
PYTEST_ARGS ?= -n 2
BIN := .venv/bin
VENDOR := lt_web/static/lt_web/vendor/.made-from
SPOKEN := lt_web/translations
SHEET := lt_web/static/lt_web/all.css
SHEETS := lt_web/templates/lt_web/_page/head.html $(filter-out $(SHEET),$(wildcard lt_web/static/lt_web/*.css))
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard $(SPOKEN)/*/LC_MESSAGES/lt_web.po))

LT_DATA_DIR ?= $(CURDIR)/var
LT_KEY_DIR ?= $(LT_DATA_DIR)/keys
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# Debian's Python comes without ensurepip; node, which comes with playwright, asks for libatomic1.
FOR_RUNNING := $(shell $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv)
FOR_RUNNING += libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core
FOR_TESTING := $(FOR_RUNNING) chromium poppler-utils libatomic1
FOR_TESTING += $(if $(LT_TEST_POSTGRES_URL)$(wildcard /usr/lib/postgresql/*/bin/initdb)$(shell command -v initdb),,postgresql)

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: export LT_DATA_DIR := $(LT_DATA_DIR)
run: export LT_KEY_DIR := $(LT_KEY_DIR)
run: export LT_DEMO := 1
run: export PORT := $(PORT)
run: debian-for-running .venv/.for-running $(SHEET) $(CATALOGUES) ## serve a demo company at 127.0.0.1, port 8000 or PORT=…
	@$(BIN)/python -m lt_web.serve
	@$(BIN)/flask --app wsgi lt init >/dev/null
	@$(BIN)/flask --app wsgi lt demo >/dev/null
	@exec $(BIN)/gunicorn -c python:lt_web.serve wsgi:app

run-intranet: export LT_DATA_DIR := $(LT_DATA_DIR)/intranet
run-intranet: debian-for-running .venv/.for-running $(SHEET) $(CATALOGUES) ## serve an example intranet with Learn Together in it, at port 8000 or PORT=…
	@$(BIN)/python -m examples.intranet.fill
	@exec $(BIN)/gunicorn --bind 127.0.0.1:$(PORT) --worker-class gthread --threads 8 --workers 2 --no-control-socket 'examples.intranet.app:create_intranet()'

setup: debian-for-testing .venv/.for-testing .venv/.nginx $(SHEET) $(CATALOGUES) ## install everything that running and testing need

test: debian-for-testing .venv/.for-testing .venv/.nginx $(SHEET) $(CATALOGUES) ## run the tests; PYTEST_ARGS='-n 0 -k seats' narrows them
	@$(BIN)/python -m pytest -q $(PYTEST_ARGS)

# No cache for lint-imports: it would keep missing an import whose target was written later.
lint: debian-for-testing .venv/.for-testing $(CATALOGUES) ## style, types and who may import whom
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-cache

check: ## lint, then test: what has to be green
	@$(MAKE) lint
	@$(MAKE) test

faults: debian-for-testing .venv/.for-testing $(CATALOGUES) ## kill, cut and fill up, at full length
	@LT_FAULTS=full $(BIN)/python -m pytest -q tests/faults

bench: debian-for-testing .venv/.for-testing $(CATALOGUES) ## measure speed beside its limits, and renew the tables in bench/README.md
	$(call debian,wrk)
	@$(BIN)/python -m bench

pictures: debian-for-testing .venv/.for-testing $(CATALOGUES) ## take the README's pictures anew
	@$(BIN)/python docs/pictures/take.py

translations: .venv/.for-testing ## find new sentences, and put them into the catalogues to be translated
	@$(BIN)/python -m tests.translations.gather

clean: ## remove what was made, except the data in var/
	@rm -rf .venv node_modules lt_web/static/lt_web/vendor $(SHEET) dist
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find lt_web projections tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(SHEET): $(SHEETS) lt_web/sheets.py | .venv/bin/python
	@$(BIN)/python -c "import hatch_build, pathlib; hatch_build.dress(pathlib.Path('.'))"
	@touch $@

%.mo: %.po | .venv/bin/python
	@$(BIN)/python -c "import hatch_build, pathlib; hatch_build.translate(pathlib.Path('.'))"

# Each stamp says that the environment is as these files ask; the browser's files come first, so that pip finds them made.
.venv/.for-running: pyproject.toml constraints.txt $(VENDOR)
	$(call say,Setting up .venv (this takes a minute))
	@$(BIN)/python -m pip install -qq -c constraints.txt -e '.[postgres]'
	@touch $@

.venv/.for-testing: pyproject.toml constraints.txt $(VENDOR)
	$(call say,Setting up .venv for the tests (this takes a minute or two))
	@$(BIN)/python -m pip install -qq -c constraints.txt -e '.[postgres,test]'
	@touch .venv/.for-running $@

# The proxy of docs/deploy.md, for its test: unpacked, since installed it would serve this machine at once.
.venv/.nginx: | .venv/bin/python
	@command -v nginx >/dev/null || { mkdir -p .venv/nginx && cd .venv/nginx \
		&& apt-get download -qq nginx && dpkg-deb -x nginx_*.deb .; } >/dev/null 2>&1 || true
	@touch $@

$(VENDOR): assets.toml package-lock.json hatch_build.py | .venv/bin/python
	@$(BIN)/python hatch_build.py
	@touch $@

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Learn Together needs Python 3.11 or newer, for example: make PYTHON=python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv .venv

debian-for-running:
	$(call debian,$(FOR_RUNNING))

debian-for-testing:
	$(call debian,$(FOR_TESTING))

say = @echo "$(1)" >&2

# $(call debian,packages): install those that dpkg does not know as installed; silent when all are there.
define debian
	@command -v dpkg-query >/dev/null || exit 0; missing=; \
	for package in $(1); do \
		dpkg-query -W -f '$${db:Status-Status}' $$package 2>/dev/null | grep -qx installed || missing="$$missing $$package"; \
	done; \
	[ -z "$$missing" ] || $(call install,$$missing)
endef

# $(call install,packages): by apt-get, as root or through sudo; where neither may be had, one line says what to install.
define install
{ as=; [ "$$(id -u)" = 0 ] || { as="sudo -n"; [ ! -t 0 ] || as=sudo; }; \
	$$as true 2>/dev/null && echo Installing $(1) >&2 \
	&& { $$as apt-get update -qq && $$as env DEBIAN_FRONTEND=noninteractive \
		apt-get install -qq -y --no-install-recommends $(1); } >/dev/null 2>&1 \
	|| { echo Please install, as root: apt-get install --no-install-recommends $(1) >&2; exit 1; }; }
endef
