# run    the whole desk on this machine        PORT=8000 STATE=.state ADMIN_EMAIL= ADMIN_PASSWORD=
# demo   play real dialogues against a running desk   FILE=dialogues.jsonl PORT=8000
# history  load a year of made conversations into the desk of make run   NUMBER=100000
# recount   rebuild agents' loads and totals from the facts of a running desk, and report the drift   PORT=8000
# reindex   make the index of articles anew, while it is in use   ENV=local
# replay   what if: stored days played otherwise   FROM=2026-11-02 TO= ALLOCATION=rotation|balanced CAPACITY= STAFF=+1 ENV=local
# unlock, password   let somebody in who cannot get in        ENV=local EMAIL=
# forget, export-person   one person's data: erased, or in a file   ENV=local WHO= FILE=person.zip CANCEL=
# audit   the audit log of some months in a file              ENV=local FROM=2026-10 TO=2026-11 FILE=
# audit verify   whether it is as it was sealed               ENV=local FROM= TO= SEAL=2026-11-28:0f3c…
# import, export-data   customers, agents, phrases, articles, tickets, conversations   OF= FILE= PLAN= DRY=1 | OF= TO= ENV=local
# export, restore   every fact of a desk into a folder, and back        ENV=local TO=folder FROM=folder
# backup   a copy of the local desk in one file, while it runs   TO=file STATE=.state
# deploy, destroy, keys, work   an environment in the cloud: infra/README.md   ENV=dev|staging|prod ADMIN_EMAIL= DO=
# test   everything that must hold             lint   style and types             bench   what it costs
# client   what the pages know of the contract, anew
# lock   the exact versions and digests, anew from the readable requirements   UPGRADE=1
# test-quick   while editing: no browser, no server, no deployment, no second engine, no crowd, no long story   T=tests
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PAGES := chalicelib/web/pages
DENO := $(CURDIR)/$(BIN)/deno
# whole files at a time; of all tests twice as many as processors, since pages and deployments wait a lot
IN_PARALLEL := --dist loadfile --no-loadscope-reorder
SLOW := browser or served or deployed or ministack or moto or race or long
# what is compiled once (tests with their assertions rewritten above all) is read by every process after the first
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run demo history recount reindex replay unlock password audit verify backup export restore deploy destroy
.PHONY: keys work import export-data forget export-person
.PHONY: test every-test test-quick lint client lock bench clean
.DEFAULT_GOAL := run

$(VENV)/.run: infra/locks/run.txt infra/locks/installer.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the desk needs into $(VENV) …"
	@$(BIN)/python -m infra.locks.install run.txt
	@touch $@

$(VENV)/.test: infra/locks/test.txt $(VENV)/.run
	@echo "Installing what the tests need into $(VENV) …"
	@$(BIN)/python -m infra.locks.install test.txt
	@touch $@

run: $(VENV)/.run
	@exec $(BIN)/python -m infra.local

demo: $(VENV)/.run
	@exec $(BIN)/python -m infra.demo $(FILE)

history: $(VENV)/.run
	@exec $(BIN)/python -m infra.demo.history $(NUMBER)

reindex: $(VENV)/.run
	@exec $(BIN)/python -m infra.operate.reindex

recount: $(VENV)/.run
	@exec $(BIN)/python -m infra.operate.recount

replay: $(VENV)/.run
	@exec $(BIN)/python -m infra.operate.replay

unlock password: $(VENV)/.run
	@exec $(BIN)/python -m infra.operate.accounts $@

forget: $(VENV)/.run
	@exec $(BIN)/python -m infra.operate.persons forget

export-person: $(VENV)/.run
	@exec $(BIN)/python -m infra.operate.persons export

audit: $(VENV)/.run
	@exec $(BIN)/python -m infra.operate.$(if $(filter verify,$(MAKECMDGOALS)),sealed,audit)

verify: audit
	@:

backup: $(VENV)/.run
	@exec $(BIN)/python -m infra.operate.backup

export: $(VENV)/.run
	@exec $(BIN)/python -m infra.operate.archive export $(TO)

import: $(VENV)/.run
	@exec $(BIN)/python -m infra.operate.exchange import

export-data: $(VENV)/.run
	@exec $(BIN)/python -m infra.operate.exchange export

restore: $(VENV)/.run
	@exec $(BIN)/python -m infra.operate.archive restore $(FROM)

deploy: $(VENV)/.run
	@exec $(BIN)/python -m infra.deploy

destroy: $(VENV)/.run
	@exec $(BIN)/python -m infra.deploy.destroy

keys: $(VENV)/.run
	@exec $(BIN)/python -m infra.operate.keys rotate

work: $(VENV)/.run
	@exec $(BIN)/python -m infra.operate.work $(DO)

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(if $(CI),--cache-dir=/dev/null)
	cd $(PAGES) && $(DENO) fmt --check --quiet && $(DENO) lint --quiet && $(DENO) check --quiet
	$(BIN)/python -m infra.deploy.contract

# side by side: mypy takes one processor's time while the tests' workers begin; the pages' types, those of their tests
# too, are lint's to check
test: $(VENV)/.test
	@$(MAKE) --no-print-directory --jobs 2 lint every-test

every-test: $(VENV)/.test
	cd $(PAGES) && $(DENO) test --quiet --allow-read --no-check
	$(BIN)/python -m pytest -n 4 $(IN_PARALLEL)

test-quick: $(VENV)/.test
	$(BIN)/python -m pytest -n 2 $(IN_PARALLEL) -m "not ($(SLOW))" $(T)

client: $(VENV)/.run
	@$(BIN)/python -m infra.client

lock: $(VENV)/.run
	@$(BIN)/python -m infra.locks

bench: $(VENV)/.test
	$(BIN)/python -m infra.bench

clean:
	rm -rf $(VENV) .build chalicelib/web/built .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
