# Two commands matter: `make run` and `make test`. CARGO_TARGET_DIR is respected; everything else is in scripts/.

.DEFAULT_GOAL := help
.PHONY: help run stop test chaos parallel setup build lint pallets fmt fmt-check links protocol deny clippy docs doctest tests

help: ## show this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1|\2/p' Makefile | awk -F'|' '{ printf "  make %-10s %s\n", $$1, $$2 }'

run: ## set up, build, start a development chain and play the story of real cars on it
	@scripts/run

stop: ## stop the node that `make run` started
	@scripts/stop

test: ## set up, then every check there is: formats, links, licences, clippy, docs, all tests
	@scripts/check

chaos: ## set up, build, break four validators in every way there is a scenario for, print a table; ARGS narrows it
	@scripts/chaos $(ARGS)

parallel: ## set up, build, start a relay and two business chains, play the life of a car on them; ARGS=--small for small machines
	@scripts/parallel $(ARGS)

setup: ## install what building and testing needs; does nothing when all is there
	@scripts/setup test

build: ## build every program, in the profile that run and test share
	@scripts/build

lint: ## the steps of `make test` that run no test; each has a target of its own
	@scripts/check fmt-check links protocol deny clippy docs

pallets: ## the tests of rules and pallets alone, their benchmarks run once; T=<nextest filter> narrows them
	@scripts/check pallets

fmt: ## format Rust and TOML files
	@scripts/check fmt

fmt-check links protocol deny clippy docs doctest tests:
	@scripts/check $@
