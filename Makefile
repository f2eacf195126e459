# Everything a developer types. Needs Python >= 3.11 and make; the rest is set up in .venv.
#   make demo [DB=postgres] [SERVE=0]    make check    make test    make faults    make sabotage
#   PYTHON=/path/to/python3.12 chooses the Python that makes .venv.

.DEFAULT_GOAL := help
.PHONY: help demo test faults check sabotage format messages lock clean setup

DB ?= sqlite
SERVE ?= 1
PORT ?= 8000
RUN = .venv/bin/python
SETUP = python=$$(sh tools/python.sh) || exit 1; "$$python" -m tools.setup

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 12

setup: ## environment, locked packages, assets, translations, servers
	@$(SETUP) test

demo: ## an example round from call to announcement, then the site (DB=postgres, SERVE=0, PORT=8000)
	@$(SETUP) demo $(if $(filter postgres,$(DB)),--postgres)
	@DB=$(DB) SERVE=$(SERVE) PORT=$(PORT) DEMO=1 exec $(RUN) manage.py demo

test: ## all tests: unit floor on SQLite, then PostgreSQL, Redis, worker, mail and browser
	@$(SETUP) test
	@$(RUN) -m tools.run_tests

faults: ## every fault X01 to X16 at length: killed, frozen, full and cut-off parts (about an hour)
	@$(SETUP) test
	@$(RUN) -m tools.run_tests --faults

check: ## static checks: style, types, import contracts, templates, migrations, schema, catalogues
	@$(SETUP) check
	@$(RUN) -m tools.check

sabotage: ## one-line faults in a copy: a named test must turn red for each
	@$(SETUP) test
	@$(RUN) -m tools.sabotage

format: ## put Python files and templates into shape
	@$(SETUP) check
	@$(RUN) -m ruff check --fix --exit-zero --quiet .
	@$(RUN) -m ruff format .
	@git ls-files --cached --others --exclude-standard '*templates/*.html' | xargs .venv/bin/djade || true

messages: ## collect new texts into the catalogues
	@$(SETUP) check
	@$(RUN) -m tools.messages update

lock: ## resolve requirements/*.in anew, with hashes, for every Python and platform (needs uv)
	@$(SETUP) check
	@$(RUN) -m tools.lock

clean: ## remove what set-up and runs have made
	rm -rf .venv node_modules staticfiles var .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find locale -name '*.mo' -delete
