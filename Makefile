# Seven words: demo, quick, test, deep, check, bench, shots.
# (crawl, traces, lock and css are for maintainers.)
SHELL := /bin/bash
.DEFAULT_GOAL := help
PY := .venv/bin/python
MANAGE := $(PY) manage.py

.PHONY: help demo quick test deep check bench shots crawl traces lock css

help:  ## list the words
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: ## install, load the content and a living demo municipality, serve both faces
	@bash deploy/venv.sh run
	@$(PY) -m tryggvei.site.demo

quick: ## two minutes: check without types, and the tests that need no browser and no server
	@bash deploy/venv.sh dev
	@bash deploy/suite.sh quick

test: ## check and the suite, on PostgreSQL where a server answers and on SQLite
	@bash deploy/venv.sh dev
	@bash deploy/suite.sh run

deep: ## what takes long, every promise with more examples, planted faults; writes docs/promises.md
	@bash deploy/venv.sh dev
	@bash deploy/suite.sh deep

check: ## what runs beside the suite: style, types, floors, content, guides
	@bash deploy/venv.sh dev
	@bash deploy/check.sh

bench: ## measure: sealing, intake, inbox, audit, pages
	@bash deploy/venv.sh dev
	@for b in bench/*.py; do echo "== $$b"; $(PY) $$b || exit 1; done

shots: ## pictures of every screen at 360 and 1280 px into shots/
	@bash deploy/venv.sh dev
	@$(PY) -m tests.shots

crawl: ## look at every public page in every way, and write docs/crawl.md
	@bash deploy/venv.sh dev
	@$(PY) -m tests.crawl

lock: ## pin every dependency with hashes (needs uv)
	@bash deploy/lock.sh

traces: ## measure what three browser engines keep of a visit and write docs/traces.md
	@bash deploy/venv.sh dev
	@bash deploy/traces.sh

css: ## build the style sheets from the vendored design system
	@bash deploy/venv.sh dev
	@$(MANAGE) build_css
