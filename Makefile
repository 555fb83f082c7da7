# Two commands are enough: `make run` to try it, `make test` before you send a change.

PORT ?= 8000
EXAMPLES ?= 2000
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check --no-cache-dir --quiet
# What is locked, by its hashes. uv asks where pip would ask; where it cannot, pip does it itself, in ten times as long.
# Most of what comes along is never loaded: it is compiled when it is.
define install
@UV_SYSTEM_CERTS=1 UV_DEFAULT_INDEX="$$($(BIN)/pip config get global.index-url 2>/dev/null || true)" \
	$(BIN)/uv pip install --quiet --no-cache --require-hashes -r $(1) || $(PIP) install --no-compile --require-hashes -r $(1)
endef
TRANSLATIONS := fieldapp/translations

# The first Python on this machine that is new enough and can make a virtual environment.
PYTHON = $(shell for python in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	$$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; \
	done)

# Nothing that a test writes has to outlive a power cut: where memory has room for it, it is written there.
IN_MEMORY = $(shell [ "$$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $$4 }')" -gt 6000000 ] 2>/dev/null && echo TMPDIR=/dev/shm)

# Whatever is started again and again starts sooner when what was compiled is kept.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test machine style types imports audit bench soak pictures docs words lock clean

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(BIN)/.installed ## start the demo branch on http://127.0.0.1:8000 (PORT=8123 make run moves it)
	@$(BIN)/pybabel -q compile -d $(TRANSLATIONS)
	@exec $(BIN)/fieldapp run --port $(PORT)

test: ## run everything that CI runs: style, types, import rule, every test
	@$(MAKE) --no-print-directory --jobs machine $(BIN)/.installed-for-tests
	@$(BIN)/pybabel -q compile -d $(TRANSLATIONS)
	@$(MAKE) --no-print-directory --jobs style types imports audit
	$(IN_MEMORY) $(BIN)/pytest -n 3

machine:
	@.ci/machine

style:
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types:
	$(BIN)/mypy -n 2

imports:
	$(BIN)/lint-imports

audit: $(BIN)/.installed-for-tests ## ask whether a locked version has a known vulnerability (where somebody answers)
	@$(BIN)/python -m tests.audit

bench: $(BIN)/.installed-for-tests ## print what pages and presses cost, as ratios within one run (some minutes)
	@$(BIN)/pybabel -q compile -d $(TRANSLATIONS)
	@$(BIN)/python -m tests.benchmarks
	@$(BIN)/python -m tests.benchmarks.office
	@$(BIN)/python -m tests.benchmarks.phone
	@$(BIN)/python -m tests.benchmarks.encryption
	@$(BIN)/python -m tests.benchmarks.worker
	@$(BIN)/python -m tests.benchmarks.papers

soak: machine $(BIN)/.installed-for-tests ## the long fault runs: the sync protocol at random (EXAMPLES=2000 on each engine), workers killed, the API fuzzed, fifty shifts with a browser
	@$(BIN)/pybabel -q compile -d $(TRANSLATIONS)
	$(BIN)/python -m tests.sync.machine $(EXAMPLES)
	$(BIN)/python -m tests.emergencies 100
	$(BIN)/python -m tests.worker.killed
	$(BIN)/python -m tests.api $(EXAMPLES)
	SEEDS=50 $(BIN)/pytest tests/browser/faulty/test_shifts.py tests/browser/faulty/planted.py

pictures: machine $(BIN)/.installed-for-tests ## take the README's pictures from the running product
	@$(BIN)/pybabel -q compile -d $(TRANSLATIONS)
	@$(BIN)/python -m tests.browser.pictures
	@PICTURES=docs/pictures $(BIN)/pytest -q tests/browser/test_ladder.py -k zh

docs: $(BIN)/.installed-for-tests ## write the pages of docs/ that come from tables in code
	@$(BIN)/python -m tests.documents.conflicts
	@README=write $(BIN)/pytest -q tests/browser/faulty/test_airplane.py -k readme

words: $(BIN)/.installed-for-tests ## collect the words of code and pages for the translators, and compile
	$(BIN)/pybabel -q extract -F .babel.cfg -k lazy_gettext -k _l -k _n:1,2 --no-location --sort-output --project fieldapp \
		-o $(TRANSLATIONS)/messages.pot fieldapp templates
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -w 0 -i $(TRANSLATIONS)/messages.pot -d $(TRANSLATIONS)
	$(BIN)/pybabel compile --statistics -d $(TRANSLATIONS)

lock: $(BIN)/.installed ## choose the newest versions that pyproject.toml allows, for every platform, with their hashes
	$(BIN)/uv pip compile pyproject.toml --group build $(LOCKED) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group build --group test -c requirements.lock $(LOCKED) -o tests/requirements.lock

LOCKED := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate

clean: ## remove what was installed and made (the data in instance/ stays)
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
	find $(TRANSLATIONS) -name '*.mo' -delete

$(BIN)/.installed: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "fieldapp needs Python 3.11 or newer with venv; on Debian or Ubuntu: sudo apt install python3 python3-venv" >&2; exit 1; }
	@echo "Installing into .venv ..."
	@$(PYTHON) -m venv .venv
	@awk '/^uv==/, !/\\$$/' requirements.lock > .venv/uv.lock
	@$(PIP) install --no-compile --require-hashes -r .venv/uv.lock || true
	$(call install,requirements.lock)
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(BIN)/.installed-for-tests: tests/requirements.lock $(BIN)/.installed
	$(call install,tests/requirements.lock)
	@touch $@
