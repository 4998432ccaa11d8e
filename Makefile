# `make` or `make help` lists what there is. Everything sets itself up; only Python 3.11 or newer is needed.
.DEFAULT_GOAL := help
.PHONY: help run test coverage lint format bench engines screenshots lock clean

# The first Python that is new enough; PYTHON=… chooses another.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)

define python
@if [ -z "$(PYTHON)" ]; then \
	echo "The portal needs Python 3.11 or newer, and none was found on the path."; \
	echo "Debian, Ubuntu:  sudo apt-get install python3 python3-venv"; \
	echo "macOS:           brew install python"; \
	exit 1; \
fi
@"$(PYTHON)" -m scripts.$(1)
endef

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

run: ## set up and serve the portal on http://127.0.0.1:8000 (PORT=8001 for another port)
	$(call python,run_portal)

test: ## set up and run every test: SQLite, PostgreSQL, browser, crashes (THOROUGH=1: as often as the bars ask)
	$(call python,run_tests)

coverage: ## count which lines the quick tests reach
	$(call python,run_coverage)

lint: ## check style, types, layers, templates, migrations and production settings
	$(call python,run_lint)

format: ## put Python and templates into the house style
	$(call python,run_format)

bench: ## measure the speed of pages and jobs and print each ratio
	$(call python,run_bench)

engines: ## walk the main journeys in Chromium, Firefox and WebKit (ONLY=firefox for one)
	$(call python,run_engines)

screenshots: ## draw the pictures in docs/screenshots anew
	$(call python,run_screenshots)

lock: ## choose the newest allowed versions and write the lock files
	$(call python,run_lock)

clean: ## remove all that was built, and the local database with what was entered
	rm -rf .venv node_modules static/build staticfiles var
