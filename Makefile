# Every target first makes sure that this machine has what it needs: `make demo` is enough.
# Options go in ARGS: make demo ARGS="--booths 3 --headless", make test ARGS=tests/domain

VENV := .venv/bin
PYTHON := $(VENV)/python
READY := .venv/.ready
TEXTS := resources/translations/id/LC_MESSAGES/lapak

.DEFAULT_GOAL := help
SEEDS ?= 1000
ROUGH ?= 20
.PHONY: run demo server test printing sim rough lint bench screens build setup translations clean help

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

run: setup ## open the till
	$(PYTHON) -m pos_app $(ARGS)

demo: setup ## a whole expo on this machine: server, booths, sales, receipts
	$(PYTHON) -m pos_app demo $(ARGS)

server: setup ## the organizer's server
	$(PYTHON) -m pos_app server $(ARGS)

# Three workers on two cores: tests wait for printers and servers a third of their time.
test: setup ## all tests, in random order, three at a time
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -n 3 --dist worksteal $(ARGS)

printing: setup ## bad days at the printers, a thousand or SEEDS=100 of them
	$(PYTHON) -m tests.drivers.printers.print_days --seeds $(SEEDS) $(ARGS)

sim: setup ## fairs with bad networks, crashes and clocks, a thousand or SEEDS=10000 of them
	$(PYTHON) -m tests.sim --seeds $(SEEDS) $(ARGS)

rough: setup ## a bad network and kill -9 while pushing, over real HTTP, ROUGH=20 times
	LAPAK_ROUGH_SEEDS=$(ROUGH) $(PYTHON) -m pytest -q tests/e2e/test_bad_network.py \
		tests/e2e/test_kill_pushes.py $(ARGS)

lint: setup ## style, types, import contracts, translations
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy
	$(VENV)/lint-imports --no-cache --no-logo
	$(PYTHON) -m pytest -q tests/resources/test_translations.py

bench: setup ## measure, into build/bench.json
	@mkdir -p build
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m tests.bench $(ARGS)

screens: setup ## pictures of every page, into build/screens
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m tests.drivers.screens --out build/screens $(ARGS)
	$(PYTHON) -m tests.drivers.web.screens --out build/screens

# The frozen program must need nothing of this checkout: it runs elsewhere and without variables.
build: setup ## a program in one folder, dist/lapak, which then runs its own demo
	$(VENV)/pyinstaller --noconfirm --clean --distpath dist --workpath build/frozen build.spec
	program="$$(pwd)/dist/lapak/lapak" && folder="$$(mktemp -d)" && cd "$$folder" \
		&& env -i "$$program" --version \
		&& env -i "$$program" demo --headless --out demo \
		&& rm -rf "$$folder"

translations: setup ## collect texts into lapak.po, compile lapak.mo
	@mkdir -p build
	$(VENV)/pybabel -q extract -F pyproject.toml --no-default-keywords -k tr -k _tr -k mark \
		-k plural:1,2 --no-location --sort-output --project Lapak --version "" \
		-o build/lapak.pot pos_app ui sync resources
	$(VENV)/pybabel -q update -i build/lapak.pot -o $(TEXTS).po -l id -N --ignore-obsolete \
		--ignore-pot-creation-date --width 100
	$(VENV)/pybabel compile -i $(TEXTS).po -o $(TEXTS).mo --statistics

setup: $(READY) ## only what the other targets need

$(READY): pyproject.toml constraints.txt .ci/setup .ci/newer-python .ci/emupos.txt
	sh .ci/setup

clean: ## away with what was built; .venv stays
	rm -rf build dist demo .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find pos_app ui sync resources tests -name __pycache__ -type d -prune -exec rm -rf {} +
